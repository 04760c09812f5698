// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.Arrays;
import java.util.function.Function;

/**
 * One annotated parameter of a handler method: the text that the request has for it and what to do without one. The conversions answer as Armeria's do,
 * messages included, because upstream's exception handlers send the message to the client.
 */
public final class Argument {

    private final String name;
    private final String text;
    private final boolean required;

    Argument(String name, String text, boolean required) {
        this.name = name;
        this.text = text;
        this.required = required;
    }

    /** The argument may be missing; conversions then give {@code null}. */
    public Argument orNull() {
        return new Argument(name, text, false);
    }

    /** Used where the request does not name the argument at all; an empty value stays empty. */
    public Argument orDefault(String value) {
        return new Argument(name, text == null ? value : text, false);
    }

    public String string() {
        return convert(Function.identity(), "");
    }

    public Integer integer() {
        return convert(Integer::valueOf, null);
    }

    public Long longInteger() {
        return convert(Long::valueOf, null);
    }

    public Double floatingPoint() {
        return convert(Double::valueOf, null);
    }

    public Boolean bool() {
        return convert(Argument::toBoolean, null);
    }

    /** The constant of that name, in any case. */
    public <E extends Enum<E>> E oneOf(E[] constants) {
        return convert(value -> {
            for (E constant : constants) {
                if (constant.name().equalsIgnoreCase(value)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("unknown enum value: " + value + " (expected: " + Arrays.toString(constants) + ')');
        }, null);
    }

    public int primitiveInt() {
        return notNull(integer());
    }

    public long primitiveLong() {
        return notNull(longInteger());
    }

    public double primitiveDouble() {
        return notNull(floatingPoint());
    }

    public boolean primitiveBoolean() {
        return notNull(bool());
    }

    private <T> T convert(Function<String, T> conversion, T ofEmpty) {
        if (text == null) {
            if (required) {
                throw new IllegalArgumentException("Mandatory parameter/header/attribute is missing: " + name);
            }
            return null;
        }
        return text.isEmpty() ? ofEmpty : conversion.apply(text);
    }

    private <T> T notNull(T value) {
        if (value == null) {
            throw new IllegalArgumentException("Cannot set null to primitive type parameter: " + name);
        }
        return value;
    }

    /** Armeria takes these six spellings only. */
    private static Boolean toBoolean(String value) {
        return switch (value) {
            case "true", "TRUE", "1" -> true;
            case "false", "FALSE", "0" -> false;
            default -> throw new IllegalArgumentException("Can't convert '" + value + "' to type 'boolean'.");
        };
    }
}
