// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.util.List;

import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;

import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.exchange.Position;

/** What a name or a call means that Groovy's grammar leaves to the script's surroundings; each rule language has its own. */
public interface Dialect {

    /** A name that no variable has; null where it means nothing, which the lowering then tells. */
    Expr freeName(String name, Lowering lowering, Position at);

    /** A call without a receiver. */
    Expr freeCall(MethodCallExpression call, Lowering lowering, Position at);

    /** A method of a sample family; the arguments as they stand, since the function decides what a closure is given. */
    default Expr familyCall(Expr family, String method, List<Expression> arguments, Lowering lowering, Position at) {
        throw new IllegalStateException("only MAL has sample families");
    }

    /** A property of a sample family, which has none: tells why. */
    default Expr familyProperty(Expr family, String name, Lowering lowering, Position at) {
        throw new IllegalStateException("only MAL has sample families");
    }

    /** What the language makes of a property before it is read from the value; null for nothing special. */
    default Expr property(PropertyExpression property, Expr target, Lowering lowering, Position at) {
        return null;
    }

    /** The value that a method is called on, where the language wants more of it than RuleOps does. */
    default Expr receiver(MethodCallExpression call, Expr target) {
        return target;
    }

    /** A sum that the language knows more of than the types of the values say; null for nothing special. */
    default Expr plus(Expr left, Expr right, Position at) {
        return null;
    }

    /** What the language makes of a call on a value; null for a method that {@code RuleOps} finds by its name. */
    default Expr call(MethodCallExpression call, Expr target, List<Expr> arguments, Position at) {
        return null;
    }

    /** The classes, by name, on whose values methods may be called, as upstream's compiler configuration restricts them; null for no restriction. */
    default List<String> receivers() {
        return null;
    }

    /** The classes, by name, whose static methods and constants rules may use. */
    List<String> classes();

    /** What to do where a name is assigned to that is no variable. */
    default String assignmentHint(String name, Lowering lowering) {
        return "declare it: def " + name + " = ...";
    }

    /** What to do where a value has no method of a name, nor one with a name near it. */
    default String methodHint(String name) {
        return "";
    }

    /** A method of what is wrong itself, so that what is wrong with its arguments comes up too. */
    default void brokenCall(String method, List<Expression> arguments, Lowering lowering, Position at) {
    }

    /** What the names that {@link #freeName} knows are, for the hint of an unknown one. */
    default List<String> names() {
        return List.of();
    }
}
