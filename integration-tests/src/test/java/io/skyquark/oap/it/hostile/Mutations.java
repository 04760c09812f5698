// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes malformed messages of good ones. The same seed makes the same messages. */
final class Mutations {

    private static final int DEEP = 5_000;
    private static final int LONG = 100_000;
    private static final List<String> TEXTS = List.of("", " ", "\u0000", "%n%s${a}", "../..", "\uD800", "x".repeat(LONG), "-1", "NaN", "a\nb", "{\"a\":");
    private static final List<Long> NUMBERS = List.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L, 0L, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE, 1L << 53);
    private static final byte[][] INVALID_UTF_8 = {{(byte) 0xc3, 0x28}, {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}};
    private static final byte[] EXTREMES = {0, 0x7f, (byte) 0x80, (byte) 0xff};
    /** A field of length 2 GB, and a number of more bytes than there may be. */
    private static final byte[][] LENGTHS = {{0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07},
        {0x08, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x01}, {0x0a, 0x7f}};

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    /** Bytes that are near those of a good message, or far from them. */
    byte[] bytes(byte[] good) {
        return switch (random.nextInt(11)) {
            case 0 -> Arrays.copyOf(good, random.nextInt(good.length + 1));
            case 1 -> flipped(good);
            case 2 -> overwritten(good);
            case 3 -> with(good, noise(1 + random.nextInt(20)));
            case 4 -> without(good);
            case 5 -> noise(random.nextInt(200));
            case 6 -> with(good, LENGTHS[random.nextInt(LENGTHS.length)]);
            case 7 -> repeated(good, 2 + random.nextInt(20));
            case 8 -> nested();
            case 9 -> with(good, INVALID_UTF_8[random.nextInt(INVALID_UTF_8.length)]);
            default -> overwritten(flipped(good));
        };
    }

    /** A message of the right type with fields that are missing, of an extreme value, or there too often. */
    Message message(Message good) {
        var builder = good.toBuilder();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change(builder);
        }
        return builder.buildPartial();
    }

    /** JSON with values of another type, of an extreme value, or missing. */
    JsonNode json(JsonNode good) {
        var changed = good.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        collect(changed, containers);
        if (containers.isEmpty()) {
            return value();
        }
        var container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ArrayNode array) {
            array.set(random.nextInt(array.size()), value());
        } else if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            var name = names.get(random.nextInt(names.size()));
            if (random.nextInt(5) == 0) {
                object.remove(name);
            } else {
                object.set(name, value());
            }
        }
        return changed;
    }

    /** JSON that nests deeper than any parser should follow. */
    String deepJson(String name) {
        return random.nextBoolean() ? "[".repeat(DEEP) : ("{\"" + name + "\":").repeat(DEEP);
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(inner -> collect(inner, containers));
        }
    }

    private JsonNode value() {
        var factory = JsonNodeFactory.instance;
        return switch (random.nextInt(8)) {
            case 0 -> factory.nullNode();
            case 1 -> factory.booleanNode(random.nextBoolean());
            case 2 -> factory.numberNode(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 3 -> factory.numberNode(new BigDecimal("1e" + (300 + random.nextInt(700))));
            case 4 -> factory.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case 5 -> factory.objectNode().set("a", factory.arrayNode().add(1));
            case 6 -> factory.arrayNode().add(factory.objectNode()).add(5);
            default -> factory.objectNode();
        };
    }

    private void change(Message.Builder builder) {
        var fields = builder.getDescriptorForType().getFields();
        if (fields.isEmpty()) {
            return;
        }
        var field = fields.get(random.nextInt(fields.size()));
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && random.nextInt(4) > 0) {
            changeInner(builder, field);
        } else if (random.nextInt(4) == 0) {
            builder.clearField(field);
        } else if (field.isRepeated()) {
            int times = random.nextInt(5) == 0 ? 500 : 2;
            for (int i = 0; i < times; i++) {
                builder.addRepeatedField(field, extreme(builder, field));
            }
        } else {
            builder.setField(field, extreme(builder, field));
        }
    }

    private void changeInner(Message.Builder builder, FieldDescriptor field) {
        if (field.isRepeated() && builder.getRepeatedFieldCount(field) > 0) {
            int index = random.nextInt(builder.getRepeatedFieldCount(field));
            var inner = ((Message) builder.getRepeatedField(field, index)).toBuilder();
            change(inner);
            builder.setRepeatedField(field, index, inner.buildPartial());
        } else if (!field.isRepeated()) {
            var inner = ((Message) builder.getField(field)).toBuilder();
            change(inner);
            builder.setField(field, inner.buildPartial());
        }
    }

    private Object extreme(Message.Builder builder, FieldDescriptor field) {
        var number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        return switch (field.getJavaType()) {
            case INT -> number.intValue();
            case LONG -> number;
            case FLOAT -> random.nextBoolean() ? Float.NaN : number.floatValue();
            case DOUBLE -> random.nextBoolean() ? Double.NEGATIVE_INFINITY : number.doubleValue();
            case BOOLEAN -> random.nextBoolean();
            // Unpaired surrogates cannot be written to the wire; bytes() makes what is not UTF-8.
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size())).replace('\uD800', '?');
            case BYTE_STRING -> ByteString.copyFrom(noise(random.nextInt(100)));
            case ENUM -> field.getFile().toProto().getSyntax().equals("proto3") ? field.getEnumType().findValueByNumberCreatingIfUnknown(9_999)
                : field.getEnumType().getValues().get(0);
            case MESSAGE -> builder.newBuilderForField(field).buildPartial();
        };
    }

    private byte[] flipped(byte[] good) {
        var bytes = good.clone();
        for (int i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] overwritten(byte[] good) {
        var bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = EXTREMES[random.nextInt(EXTREMES.length)];
        }
        return bytes;
    }

    private byte[] with(byte[] good, byte[] inserted) {
        int at = random.nextInt(good.length + 1);
        var bytes = new ByteArrayOutputStream();
        bytes.write(good, 0, at);
        bytes.writeBytes(inserted);
        bytes.write(good, at, good.length - at);
        return bytes.toByteArray();
    }

    private byte[] without(byte[] good) {
        int from = random.nextInt(good.length + 1);
        int to = from + random.nextInt(good.length - from + 1);
        var bytes = new ByteArrayOutputStream();
        bytes.write(good, 0, from);
        bytes.write(good, to, good.length - to);
        return bytes.toByteArray();
    }

    private static byte[] repeated(byte[] good, int times) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            bytes.writeBytes(good);
        }
        return bytes.toByteArray();
    }

    /** A message in a message, and so on. */
    private byte[] nested() {
        byte tag = (byte) ((1 + random.nextInt(15)) << 3 | 2);
        int depth = DEEP / 10;
        var bytes = new byte[0];
        for (int i = 0; i < depth; i++) {
            var outer = new ByteArrayOutputStream();
            outer.write(tag);
            for (int length = bytes.length; ; length >>>= 7) {
                outer.write(length > 0x7f ? length & 0x7f | 0x80 : length);
                if (length <= 0x7f) {
                    break;
                }
            }
            outer.writeBytes(bytes);
            bytes = outer.toByteArray();
        }
        return bytes;
    }

    private byte[] noise(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
