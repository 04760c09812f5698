// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.ir;

/** Binary operators with Groovy's meaning; the names are those of the methods of {@code RuleOps}. */
public enum Operator {
    PLUS("+"), MINUS("-"), MULTIPLY("*"), DIV("/"), MOD("%"), POWER("**"),
    EQUAL("=="), NOT_EQUAL("!="), LESS("<"), LESS_EQUAL("<="), GREATER(">"), GREATER_EQUAL(">="), COMPARE("<=>"), IDENTICAL("==="), NOT_IDENTICAL("!=="),
    AND("&&"), OR("||"), IN("in"), NOT_IN("!in"), FIND("=~"), MATCH("==~");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** Whether the result is a Boolean. */
    public boolean isCondition() {
        return ordinal() >= EQUAL.ordinal() && this != COMPARE && this != FIND;
    }
}
