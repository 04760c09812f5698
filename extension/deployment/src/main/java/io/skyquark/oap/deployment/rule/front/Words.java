// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import io.skyquark.oap.deployment.rule.ir.Expr;

/** What messages call a value. */
public final class Words {

    private Words() {
    }

    /** {@code the text 'x'}, {@code a list}, {@code null}. */
    public static String a(Expr value) {
        if (value instanceof Expr.Constant constant) {
            if (constant.value() == null) {
                return "null";
            }
            var text = String.valueOf(constant.value());
            var shown = text.length() > 40 ? text.substring(0, 37) + "..." : text;
            return constant.value() instanceof String ? "the text '" + shown + "'" : constant.value() instanceof Boolean ? shown : "the number " + shown;
        }
        if (value instanceof Expr.Sample sample) {
            return "the sample family '" + sample.name() + "'";
        }
        if (value instanceof Expr.EnumConstant constant) {
            return constant.className().substring(constant.className().lastIndexOf('.') + 1) + "." + constant.name();
        }
        return switch (value.type()) {
            case FAMILY -> "a sample family";
            case BOOLEAN -> "a condition";
            case STRING, TEXT -> "a text";
            case INTEGER, LONG, FLOAT, DOUBLE, DECIMAL, NUMBER -> "a number";
            case LIST -> "a list";
            case MAP -> "a map";
            case ARRAY -> "an array";
            case PATTERN, MATCHER -> "a regular expression";
            case FUNCTION -> "a closure";
            case ENUM -> "a constant";
            case VOID -> "nothing";
            case ANY -> "a value";
        };
    }
}
