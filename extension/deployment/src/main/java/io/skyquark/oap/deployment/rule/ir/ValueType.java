// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.ir;

/** What is known of a value before the rule runs; {@link #ANY} where nothing is. All values but families may be null, unless they are constants. */
public enum ValueType {
    ANY, FAMILY, BOOLEAN, STRING, TEXT, INTEGER, LONG, FLOAT, DOUBLE, DECIMAL, NUMBER, LIST, MAP, ARRAY, PATTERN, MATCHER, FUNCTION, ENUM, VOID;

    public boolean isNumber() {
        return this == INTEGER || this == LONG || this == FLOAT || this == DOUBLE || this == DECIMAL || this == NUMBER;
    }
}
