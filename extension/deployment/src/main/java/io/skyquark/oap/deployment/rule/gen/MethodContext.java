// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.gen;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.LocalVar;
import io.quarkus.gizmo2.Var;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.skyquark.oap.deployment.rule.ir.Local;

/** The variables of a generated method. A variable that a closure shares lives in an array of one element, which the closure gets too. */
public final class MethodContext {

    private final Var self;
    private final Var input;
    private final Map<Integer, LocalVar> variables = new HashMap<>();

    /**
     * @param self the closure that runs, null in the method of a rule
     * @param input what the rule reads, null in the method of a closure
     */
    public MethodContext(Var self, Var input) {
        this.self = self;
        this.input = input;
    }

    public Var self() {
        return self;
    }

    public Var input() {
        return input;
    }

    void declare(BlockCreator block, Local local, Expr value) {
        var initial = value == null ? Const.ofNull(RuleTypes.OBJECT) : value;
        variables.put(local.id(), local.captured() ? block.localVar(local.name(), RuleTypes.OBJECTS, block.newArray(RuleTypes.OBJECT, initial))
            : block.localVar(local.name(), RuleTypes.OBJECT, initial));
    }

    /** Makes a box of the surroundings known under its variable. */
    void adopt(BlockCreator block, Local local, Expr box) {
        variables.put(local.id(), block.localVar(local.name(), RuleTypes.OBJECTS, box));
    }

    Expr box(Local local) {
        return variables.get(local.id());
    }

    Expr read(BlockCreator block, Local local) {
        var variable = variables.get(local.id());
        return local.captured() ? block.get(variable.elem(0)) : variable;
    }

    void write(BlockCreator block, Local local, Expr value) {
        var variable = variables.get(local.id());
        if (local.captured()) {
            block.set(variable.elem(0), value);
        } else {
            block.set(variable, value);
        }
    }
}
