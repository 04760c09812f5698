// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.ir;

import java.util.List;

/** A statement of a rule. */
public sealed interface Stmt {

    /** The value counts where the statement is the last of a closure or script. */
    record Evaluate(Expr value) implements Stmt {
    }

    /** @param value what the variable begins with, null where it is declared only */
    record Declare(Local local, Expr value) implements Stmt {
    }

    /** @param otherwise empty where there is no else */
    record If(Expr test, List<Stmt> then, List<Stmt> otherwise) implements Stmt {
    }

    /** @param value null for a bare {@code return} */
    record Return(Expr value) implements Stmt {
    }
}
