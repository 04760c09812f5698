// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.MessageOrBuilder;

/**
 * A constant of an enum of protobuf. The generated class's own constant cannot be had from a descriptor without reflection; rules see name, ordinal, number
 * and text, which are the constant's.
 *
 * @param type full name of the enum
 * @param number -1 for a number that the enum does not know
 */
record ProtobufEnumValue(String type, String name, int ordinal, int number) implements Comparable<ProtobufEnumValue> {

    private static final String UNRECOGNIZED = "UNRECOGNIZED";

    static ProtobufEnumValue of(EnumValueDescriptor value) {
        var type = value.getType();
        return value.getIndex() < 0 ? new ProtobufEnumValue(type.getFullName(), UNRECOGNIZED, type.getValues().size(), -1)
                : new ProtobufEnumValue(type.getFullName(), value.getName(), value.getIndex(), value.getNumber());
    }

    /** The generated enum of a oneof lists its fields in their order and ends with a constant for none. */
    static ProtobufEnumValue of(OneofDescriptor oneof, MessageOrBuilder message) {
        var field = message.getOneofFieldDescriptor(oneof);
        return field == null ? new ProtobufEnumValue(oneof.getFullName(), oneof.getName().replace("_", "").toUpperCase() + "_NOT_SET", oneof.getFieldCount(), 0)
                : new ProtobufEnumValue(oneof.getFullName(), field.getName().toUpperCase(), oneof.getFields().indexOf(field), field.getNumber());
    }

    /** @throws IllegalArgumentException for a number that the enum does not know, as the generated constant does */
    int getNumber() {
        if (number < 0 && UNRECOGNIZED.equals(name)) {
            throw new IllegalArgumentException("Can't get the number of an unknown enum value.");
        }
        return number;
    }

    Object call(String method, Object... arguments) {
        if (arguments.length == 1 && "compareTo".equals(method) && arguments[0] instanceof ProtobufEnumValue other) {
            return compareTo(other);
        } else if (arguments.length > 0) {
            return RuleMethods.UNKNOWN;
        }
        return switch (method) {
            case "name" -> name;
            case "ordinal" -> ordinal;
            case "getNumber" -> getNumber();
            default -> RuleMethods.UNKNOWN;
        };
    }

    @Override
    public int compareTo(ProtobufEnumValue other) {
        if (!type.equals(other.type)) {
            throw new ClassCastException(type + " and " + other.type);
        }
        return Integer.compare(ordinal, other.ordinal);
    }

    @Override
    public String toString() {
        return name;
    }
}
