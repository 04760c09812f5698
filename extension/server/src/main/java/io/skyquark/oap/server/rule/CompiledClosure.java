// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/** A closure of a rule file: its body is a method of the generated class, found by number. */
public final class CompiledClosure extends RuleClosure<Object> {

    private final RuleCode code;
    private final int number;
    private final CompiledClosure owner;
    private final Object[][] captured;

    /** A closure that uses nothing of its surroundings; such a closure is a constant of the generated class. */
    public CompiledClosure(RuleCode code, int number) {
        this(code, number, null, null);
    }

    /**
     * @param owner the closure around it, or null
     * @param captured variables of the surroundings, each in an array of one element, so that both see an assignment; null for none
     */
    public CompiledClosure(RuleCode code, int number, CompiledClosure owner, Object[][] captured) {
        this.code = code;
        this.number = number;
        this.owner = owner;
        this.captured = captured;
    }

    @Override
    protected Object call(Object first, Object second) {
        return code.call(number, this, first, second);
    }

    @Override
    public int parameters() {
        return code.parameters(number);
    }

    public CompiledClosure owner() {
        return owner;
    }

    /** The box of a captured variable. */
    public Object[] captured(int index) {
        return captured[index];
    }

    /** Name of the generated method, for messages. */
    @Override
    public String toString() {
        return code.getClass().getSimpleName() + "#" + number;
    }
}
