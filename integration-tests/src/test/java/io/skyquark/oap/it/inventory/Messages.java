// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Fills protobuf messages: every field at every depth has a value, each list one element, and there are as many messages as it takes for every
 * alternative of every {@code oneof} to be in one. Values follow from the name and the type of a field; a table gives them where another value would
 * be refused, by {@code Message.field} or by a regular expression over the name of the field.
 */
public final class Messages {

    /** Bounds the number of messages where alternatives are many, as in Envoy's configuration. */
    private static final int MOST_VARIANTS = 12;

    private final JsonNode values;
    private int number;

    /**
     * @param values an object; the first key that fits a field gives its value. A list has a value for each message in
     *     turn, and a list in it has the elements of a repeated field; {@code #} in a text stands for a number that is not used again
     */
    public Messages(JsonNode values) {
        this.values = values;
    }

    /** Messages of the type of this one. */
    public List<Message> like(Message prototype) {
        int variants = Math.min(MOST_VARIANTS, alternatives(prototype.getDescriptorForType(), new HashSet<>()));
        return IntStream.range(0, variants).mapToObj(variant -> fill(prototype.newBuilderForType(), variant, Set.of())).toList();
    }

    private static int alternatives(Descriptor type, Set<Descriptor> seen) {
        if (!seen.add(type)) {
            return 1;
        }
        int most = type.getRealOneofs().stream().mapToInt(oneof -> oneof.getFieldCount()).max().orElse(1);
        return type.getFields().stream().filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
            .mapToInt(field -> alternatives(field.getMessageType(), seen)).reduce(most, Math::max);
    }

    /** @param above the types of the messages around this one; a type does not contain itself again */
    private Message fill(Message.Builder builder, int variant, Set<Descriptor> above) {
        var type = builder.getDescriptorForType();
        var around = new HashSet<>(above);
        around.add(type);
        for (var field : type.getFields()) {
            var oneof = field.getRealContainingOneof();
            if (oneof != null && oneof.getField(variant % oneof.getFieldCount()) != field) {
                continue;
            }
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                scalars(field, variant).forEach(value -> set(builder, field, value));
            } else if (!around.contains(field.getMessageType())) {
                set(builder, field, fill(builder.newBuilderForField(field), variant, around));
            }
        }
        return builder.build();
    }

    private static void set(Message.Builder builder, FieldDescriptor field, Object value) {
        if (field.isRepeated()) {
            builder.addRepeatedField(field, value);
        } else {
            builder.setField(field, value);
        }
    }

    private List<Object> scalars(FieldDescriptor field, int variant) {
        var given = given(field, variant);
        if (given != null && given.isArray()) {
            return given.valueStream().map(element -> scalar(field, variant, element)).toList();
        }
        return List.of(scalar(field, variant, given));
    }

    private Object scalar(FieldDescriptor field, int variant, JsonNode given) {
        return switch (field.getJavaType()) {
            case INT -> given == null ? 1 + variant : given.asInt();
            case LONG -> given == null ? 1L + variant : given.asLong();
            case FLOAT -> given == null ? 0.5f + variant : (float) given.asDouble();
            case DOUBLE -> given == null ? 0.5 + variant : given.asDouble();
            case BOOLEAN -> given == null ? variant % 2 == 0 : given.asBoolean();
            case STRING -> given == null ? "walk-" + field.getName() : given.asText().replace("#", String.valueOf(++number));
            case BYTE_STRING -> ByteString.copyFromUtf8(given == null ? "walk-" + field.getName() : given.asText());
            case ENUM -> given == null ? field.getEnumType().getValues().get((1 + variant) % field.getEnumType().getValues().size())
                : field.getEnumType().findValueByName(given.asText());
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    private JsonNode given(FieldDescriptor field, int variant) {
        var name = field.getContainingType().getName() + "." + field.getName();
        List<JsonNode> found = new ArrayList<>();
        values.properties().forEach(entry -> {
            if (Pattern.matches(entry.getKey(), name) || Pattern.matches(entry.getKey(), field.getName())) {
                found.add(entry.getValue());
            }
        });
        return found.isEmpty() ? null : found.get(0).isArray() ? found.get(0).get(variant % found.get(0).size()) : found.get(0);
    }
}
