// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/** A rule asks a value for something that a value of this type does not have, or not with these arguments. */
public class RuleMethodException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public RuleMethodException(String message) {
        super(message);
    }

    static RuleMethodException noMethod(Object target, String method, Object... arguments) {
        var types = new StringBuilder();
        for (var argument : arguments) {
            types.append(types.isEmpty() ? "" : ", ").append(RuleFormat.type(argument));
        }
        return new RuleMethodException("No method '" + method + "(" + types + ")' on a value of type " + RuleFormat.type(target));
    }

    static RuleMethodException noOperator(String operator, Object left, Object right) {
        return new RuleMethodException("No operator '" + operator + "' between values of types " + RuleFormat.type(left) + " and " + RuleFormat.type(right));
    }
}
