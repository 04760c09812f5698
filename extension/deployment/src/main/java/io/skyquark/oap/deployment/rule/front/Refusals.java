// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;

import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.Expr;

/** What is said about expressions that Groovy has and rules have not. */
final class Refusals {

    private Refusals() {
    }

    static Expr of(Expression expression, Lowering lowering, Position at) {
        if (expression instanceof ConstructorCallExpression || expression instanceof ArrayExpression) {
            var type = expression instanceof ArrayExpression array ? array.getElementType() : expression.getType();
            return lowering.construct(at, "'new " + type.getNameWithoutPackage() + "' is not supported in rules", "write lists as [a, b] and maps as [a: b]");
        } else if (expression instanceof RangeExpression) {
            return lowering.construct(at, "ranges with '..' are not supported in rules", "write a list, or one dot if it is a call");
        } else if (expression instanceof MethodPointerExpression) {
            return lowering.construct(at, "'" + ExpressionLowering.clip(expression.getText()) + "' points to a method, which is not supported in rules",
                "write a closure: {x -> ...}");
        } else if (expression instanceof SpreadExpression || expression instanceof SpreadMapExpression) {
            return lowering.construct(at, "spreading a list with * is not supported in rules", "write its elements");
        } else if (expression instanceof PostfixExpression || expression instanceof PrefixExpression) {
            return lowering.construct(at, "'" + ExpressionLowering.clip(expression.getText()) + "' inside another expression is not supported in rules",
                "make it a statement of its own");
        }
        var name = expression.getClass().getSimpleName().replace("Expression", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
        return lowering.construct(at, "'" + ExpressionLowering.clip(expression.getText()) + "' (" + name + ") is not supported in rules", "");
    }
}
