// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;

/** The names that the generated class of a message type has for its fields, and what they stand for. */
final class ProtobufType {

    private static final Map<Descriptor, ProtobufType> TYPES = new ConcurrentHashMap<>();
    /** Names that the generated classes' base has already; a field of that name ends with an underscore. */
    private static final Set<String> TAKEN = Set.of("Class", "CachedSize", "SerializedSize", "AllFields", "DescriptorForType", "InitializationErrorString",
            "UnknownFields", "DefaultInstanceForType", "ParserForType");

    private final Map<String, Function<MessageOrBuilder, Object>> properties = new HashMap<>();
    private final Map<String, FieldDescriptor> fields = new HashMap<>();

    private ProtobufType(Descriptor type) {
        for (var field : type.getFields()) {
            fields.put(javaName(field.getName()), field);
        }
        fields.forEach(this::addPlain);
        fields.forEach(this::addDerived);
        for (var oneof : type.getRealOneofs()) {
            add(javaName(oneof.getName()) + "Case", message -> ProtobufEnumValue.of(oneof, message));
        }
    }

    static ProtobufType of(Descriptor type) {
        var known = TYPES.get(type);
        return known != null ? known : TYPES.computeIfAbsent(type, ProtobufType::new);
    }

    /** @return null if there is no such property */
    Function<MessageOrBuilder, Object> property(String name) {
        return properties.get(name);
    }

    /** @param javaName the name in the generated methods, such as {@code ResponseCode}; null if there is no such field */
    FieldDescriptor field(String javaName) {
        return fields.get(javaName);
    }

    Set<String> names() {
        return Collections.unmodifiableSet(properties.keySet());
    }

    private void add(String name, Function<MessageOrBuilder, Object> getter) {
        properties.putIfAbsent(decapitalize(name), getter);
    }

    private void addPlain(String name, FieldDescriptor field) {
        if (field.isMapField()) {
            add(name, message -> map(message, field));
        } else if (!field.isRepeated()) {
            add(name, message -> value(field, message.getField(field)));
        }
    }

    private void addDerived(String name, FieldDescriptor field) {
        if (field.isMapField()) {
            add(name + "Map", message -> map(message, field));
            add(name + "Count", message -> message.getRepeatedFieldCount(field));
        } else if (field.isRepeated()) {
            add(name + "List", message -> list(message, field));
            add(name + "Count", message -> message.getRepeatedFieldCount(field));
            if (field.getJavaType() == JavaType.MESSAGE) {
                add(name + "OrBuilderList", message -> list(message, field));
            } else if (hasNumbers(field)) {
                add(name + "ValueList", message -> numbers(message, field));
            }
        } else if (field.getJavaType() == JavaType.STRING) {
            add(name + "Bytes", message -> ByteString.copyFromUtf8((String) message.getField(field)));
        } else if (hasNumbers(field)) {
            add(name + "Value", message -> ((EnumValueDescriptor) message.getField(field)).getNumber());
        } else if (field.getJavaType() == JavaType.MESSAGE) {
            add(name + "OrBuilder", message -> message.getField(field));
            add(name + "Builder", message -> message instanceof Message.Builder builder ? builder.getFieldBuilder(field) : RuleMethods.UNKNOWN);
        }
    }

    private static boolean hasNumbers(FieldDescriptor field) {
        return field.getJavaType() == JavaType.ENUM && !field.legacyEnumFieldTreatedAsClosed();
    }

    static Object value(FieldDescriptor field, Object value) {
        return field.getJavaType() == JavaType.ENUM ? ProtobufEnumValue.of((EnumValueDescriptor) value) : value;
    }

    static List<Object> list(MessageOrBuilder message, FieldDescriptor field) {
        var values = new ArrayList<>();
        for (var i = 0; i < message.getRepeatedFieldCount(field); i++) {
            values.add(value(field, message.getRepeatedField(field, i)));
        }
        return Collections.unmodifiableList(values);
    }

    private static List<Object> numbers(MessageOrBuilder message, FieldDescriptor field) {
        var numbers = new ArrayList<>();
        for (var i = 0; i < message.getRepeatedFieldCount(field); i++) {
            numbers.add(((EnumValueDescriptor) message.getRepeatedField(field, i)).getNumber());
        }
        return numbers;
    }

    static Map<Object, Object> map(MessageOrBuilder message, FieldDescriptor field) {
        var key = field.getMessageType().findFieldByNumber(1);
        var value = field.getMessageType().findFieldByNumber(2);
        var map = new LinkedHashMap<>();
        for (var i = 0; i < message.getRepeatedFieldCount(field); i++) {
            var entry = (MessageOrBuilder) message.getRepeatedField(field, i);
            map.put(entry.getField(key), value(value, entry.getField(value)));
        }
        return Collections.unmodifiableMap(map);
    }

    /** {@code snake_case_2x} as {@code SnakeCase2X}, the way of protoc's generator for Java. */
    private static String javaName(String protobufName) {
        var name = new StringBuilder();
        var upper = true;
        for (var i = 0; i < protobufName.length(); i++) {
            var character = protobufName.charAt(i);
            if (Character.isLetter(character)) {
                name.append(upper ? Character.toUpperCase(character) : character);
                upper = false;
            } else {
                if (Character.isDigit(character)) {
                    name.append(character);
                }
                upper = true;
            }
        }
        return TAKEN.contains(name.toString()) ? name + "_" : name.toString();
    }

    /** The property of a getter: {@code responseCode} for {@code ResponseCode}, but {@code URL} for {@code URL}. */
    static String decapitalize(String name) {
        return name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1)) ? name
                : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
