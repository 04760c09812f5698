// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.Set;

import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;

/** Properties and methods of protobuf's messages and builders, those of the generated classes, but read by descriptors. */
public final class ProtobufProperties {

    /** Methods that every message has; those for its fields are {@code getX}, {@code hasX} and {@code containsX}. */
    static final Set<String> METHODS = Set.of("getSerializedSize", "isInitialized", "getDescriptorForType", "getAllFields", "getUnknownFields",
            "getDefaultInstanceForType", "getInitializationErrorString", "toByteArray", "toByteString", "build", "buildPartial", "toBuilder");

    private ProtobufProperties() {
    }

    /**
     * What {@code message.property} is: a field's value or what its generated getters give ({@code xList}, {@code xCount}, {@code xMap}, {@code xBytes},
     * {@code xValue}, {@code xOrBuilder}, {@code xCase}). A message field that is not set is the default message; an enum is its name, see
     * {@link ProtobufEnumValue}.
     *
     * @throws MissingRulePropertyException for any other name, also for the plain name of a repeated field
     */
    public static Object get(MessageOrBuilder message, String property) {
        var getter = ProtobufType.of(message.getDescriptorForType()).property(property);
        var value = getter != null ? getter.apply(message) : common(message, property);
        if (value == RuleMethods.UNKNOWN) {
            throw new MissingRulePropertyException(property, message);
        }
        return value;
    }

    private static Object common(MessageOrBuilder message, String property) {
        return switch (property) {
            case "initialized" -> message.isInitialized();
            case "serializedSize" -> message instanceof Message built ? (Object) built.getSerializedSize() : RuleMethods.UNKNOWN;
            case "descriptorForType" -> message.getDescriptorForType();
            case "allFields" -> message.getAllFields();
            case "unknownFields" -> message.getUnknownFields();
            case "defaultInstanceForType" -> message.getDefaultInstanceForType();
            case "initializationErrorString" -> message.getInitializationErrorString();
            default -> RuleMethods.UNKNOWN;
        };
    }

    /** A method of a message; {@link RuleMethods#UNKNOWN} if there is none. */
    static Object call(MessageOrBuilder message, String method, Object... arguments) {
        if (method.startsWith("get") && method.length() > 3) {
            return arguments.length == 0 ? getter(message, method) : element(message, method.substring(3), arguments);
        } else if (method.startsWith("has") && method.length() > 3 && arguments.length == 0) {
            var field = ProtobufType.of(message.getDescriptorForType()).field(method.substring(3));
            return field != null && field.hasPresence() ? (Object) message.hasField(field) : RuleMethods.UNKNOWN;
        } else if (method.startsWith("contains") && arguments.length == 1) {
            var field = ProtobufType.of(message.getDescriptorForType()).field(method.substring("contains".length()));
            return field != null && field.isMapField() ? (Object) ProtobufType.map(message, field).containsKey(key(arguments[0])) : RuleMethods.UNKNOWN;
        }
        return arguments.length == 0 ? ofAny(message, method) : RuleMethods.UNKNOWN;
    }

    private static Object ofAny(MessageOrBuilder message, String method) {
        return switch (method) {
            case "isInitialized" -> message.isInitialized();
            case "toString" -> message.toString();
            case "toByteArray" -> message instanceof Message built ? built.toByteArray() : RuleMethods.UNKNOWN;
            case "toByteString" -> message instanceof Message built ? built.toByteString() : RuleMethods.UNKNOWN;
            case "toBuilder" -> message instanceof Message built ? built.toBuilder() : RuleMethods.UNKNOWN;
            case "build" -> message instanceof Message.Builder builder ? builder.build() : RuleMethods.UNKNOWN;
            case "buildPartial" -> message instanceof Message.Builder builder ? builder.buildPartial() : RuleMethods.UNKNOWN;
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object getter(MessageOrBuilder message, String method) {
        var property = ProtobufType.decapitalize(method.substring(3));
        var getter = ProtobufType.of(message.getDescriptorForType()).property(property);
        return getter != null ? getter.apply(message) : common(message, property);
    }

    /** {@code getX(index)} of a repeated field, {@code getXOrDefault(key, value)} and {@code getXOrThrow(key)} of a map. */
    private static Object element(MessageOrBuilder message, String name, Object... arguments) {
        var type = ProtobufType.of(message.getDescriptorForType());
        var field = type.field(name);
        if (field != null && field.isRepeated() && !field.isMapField() && arguments.length == 1) {
            return ProtobufType.value(field, message.getRepeatedField(field, Arguments.number(arguments[0])));
        }
        var map = type.field(withoutEnd(name, arguments.length == 2 ? "OrDefault" : "OrThrow"));
        if (map == null || !map.isMapField() || arguments.length > 2) {
            return RuleMethods.UNKNOWN;
        }
        var values = ProtobufType.map(message, map);
        var key = key(arguments[0]);
        if (arguments.length == 2) {
            return values.getOrDefault(key, arguments[1]);
        } else if (!values.containsKey(key)) {
            throw new IllegalArgumentException("No value for key '" + key + "' in " + name);
        }
        return values.get(key);
    }

    private static String withoutEnd(String name, String end) {
        return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : "";
    }

    private static Object key(Object key) {
        return key instanceof CharSequence ? key.toString() : key;
    }
}
