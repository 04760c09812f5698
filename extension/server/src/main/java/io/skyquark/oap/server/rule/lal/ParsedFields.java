// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.lal;

import io.skyquark.oap.server.rule.MissingRulePropertyException;
import io.skyquark.oap.server.rule.RuleOps;

/**
 * Fields of a log message by name: the last resort of {@code parsed.name}, after the groups of the regular expression and the keys of the JSON or YAML text.
 * The body of {@code Binding.Parsed.getField} delegates to it. Upstream asks a Groovy closure that the message owns, so the names of a closure's own
 * properties never reach the message.
 */
public final class ParsedFields {

    private ParsedFields() {
    }

    /** The field of a protobuf message or builder, null where it has none of this name. */
    public static Object getField(Object message, String name) {
        return switch (name) {
            case "owner", "delegate", "thisObject" -> message;
            case "directive", "resolveStrategy", "maximumNumberOfParameters" -> 0;
            case "parameterTypes" -> new Class<?>[0];
            default -> field(message, name);
        };
    }

    private static Object field(Object message, String name) {
        try {
            return RuleOps.property(message, name);
        } catch (MissingRulePropertyException e) {
            return null;
        }
    }
}
