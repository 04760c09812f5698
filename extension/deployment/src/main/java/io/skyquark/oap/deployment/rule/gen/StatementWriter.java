// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.gen;

import java.lang.constant.ClassDesc;
import java.util.List;

import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.skyquark.oap.deployment.rule.ir.Stmt;

/** Writes the statements of a closure or script; the value of the last statement is the result, as in Groovy. */
public final class StatementWriter {

    private final ValueWriter values;
    private final ClassDesc type;

    /** @param type what the methods of the bodies return, an object in any case */
    public StatementWriter(ValueWriter values, ClassDesc type) {
        this.values = values;
        this.type = type;
    }

    /** A whole body; every way through it returns. */
    public void body(BlockCreator block, List<Stmt> statements, MethodContext context) {
        if (!write(block, statements, true, context)) {
            block.returnNull();
        }
    }

    /** @return whether every way through the statements returns */
    private boolean write(BlockCreator block, List<Stmt> statements, boolean result, MethodContext context) {
        for (int i = 0; i < statements.size(); i++) {
            boolean last = result && i == statements.size() - 1;
            if (write(block, statements.get(i), last, context)) {
                // What follows a return is never reached.
                return true;
            }
        }
        return false;
    }

    private boolean write(BlockCreator block, Stmt statement, boolean result, MethodContext context) {
        if (statement instanceof Stmt.Evaluate evaluate) {
            var value = values.value(block, evaluate.value(), context);
            if (result) {
                give(block, value);
            }
            return result;
        } else if (statement instanceof Stmt.Declare declare) {
            var value = declare.value() == null ? null : values.value(block, declare.value(), context);
            context.declare(block, declare.local(), value);
            if (result) {
                give(block, context.read(block, declare.local()));
            }
            return result;
        } else if (statement instanceof Stmt.Return end) {
            if (end.value() == null) {
                block.returnNull();
            } else {
                give(block, values.value(block, end.value(), context));
            }
            return true;
        }
        var choice = (Stmt.If) statement;
        var test = values.condition(block, choice.test(), context);
        var returned = new boolean[2];
        block.ifElse(test, then -> returned[0] = branch(then, choice.then(), result, context),
            otherwise -> returned[1] = branch(otherwise, choice.otherwise(), result, context));
        return returned[0] && returned[1];
    }

    private boolean branch(BlockCreator block, List<Stmt> statements, boolean result, MethodContext context) {
        boolean returned = write(block, statements, result, context);
        if (!returned && result) {
            block.returnNull();
            return true;
        }
        return returned;
    }

    private void give(BlockCreator block, Expr value) {
        block.return_(type.equals(RuleTypes.OBJECT) ? value : block.cast(value, type));
    }
}
