// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/** A rule names a property that the value does not have. */
public final class MissingRulePropertyException extends RuleMethodException {

    private static final long serialVersionUID = 1L;

    public MissingRulePropertyException(String property, Object target) {
        super("No property '" + property + "' on a value of type " + RuleFormat.type(target));
    }
}
