// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.UnaryPlusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.ir.Operator;
import io.skyquark.oap.deployment.rule.ir.ValueType;
import io.skyquark.oap.server.rule.RuleOps;

/** Names, casts and choices; literals are in {@link Literals}, operators in {@link OperatorLowering}, calls and properties in {@link CallLowering}. */
final class ExpressionLowering {

    private final Lowering lowering;
    private final OperatorLowering operators;
    private final CallLowering calls;
    private final Literals literals;

    ExpressionLowering(Lowering lowering) {
        this.lowering = lowering;
        this.literals = new Literals(lowering, this);
        this.operators = new OperatorLowering(lowering, this, literals);
        this.calls = new CallLowering(lowering);
    }

    Expr lower(Expression expression) {
        var at = lowering.at(expression);
        if (expression instanceof ConstantExpression constant) {
            return literals.constant(constant, at);
        } else if (expression instanceof VariableExpression variable) {
            return variable(variable, at);
        } else if (expression instanceof MethodCallExpression call) {
            return calls.call(call, at);
        } else if (expression instanceof StaticMethodCallExpression call) {
            return calls.staticCall(call, at);
        } else if (expression instanceof PropertyExpression property) {
            return calls.property(property, at);
        } else if (expression instanceof BinaryExpression binary) {
            return operators.binary(binary, at);
        } else if (expression instanceof ElvisOperatorExpression elvis) {
            var value = lowering.expression(elvis.getTrueExpression());
            var otherwise = lowering.expression(elvis.getFalseExpression());
            return new Expr.Elvis(value, otherwise, common(value, otherwise), at);
        } else if (expression instanceof TernaryExpression choice) {
            var test = lowering.expression(choice.getBooleanExpression().getExpression());
            var then = lowering.expression(choice.getTrueExpression());
            var otherwise = lowering.expression(choice.getFalseExpression());
            return new Expr.Choice(test, then, otherwise, common(then, otherwise), at);
        } else if (expression instanceof NotExpression not) {
            var operand = lowering.expression(not.getExpression());
            return operand == Lowering.BROKEN ? operand : new Expr.Not(operand, at);
        } else if (expression instanceof BooleanExpression test) {
            return lowering.expression(test.getExpression());
        } else if (expression instanceof UnaryMinusExpression minus) {
            return negate(lowering.expression(minus.getExpression()), at);
        } else if (expression instanceof UnaryPlusExpression plus) {
            var value = lowering.expression(plus.getExpression());
            return value.type().isNumber() ? value : lowering.construct(at, "a unary plus of what is not known to be a number is not supported",
                "leave it out");
        } else if (expression instanceof BitwiseNegationExpression pattern) {
            return literals.pattern(lowering.expression(pattern.getExpression()), at);
        } else if (expression instanceof ClosureExpression closure) {
            return lowering.closure(closure);
        }
        return composite(expression, at);
    }

    private Expr composite(Expression expression, Position at) {
        if (expression instanceof ListExpression list) {
            var elements = all(list.getExpressions());
            return elements.contains(Lowering.BROKEN) ? Lowering.BROKEN : new Expr.ListLiteral(elements, at);
        } else if (expression instanceof MapExpression map) {
            return literals.map(map, at);
        } else if (expression instanceof GStringExpression text) {
            return literals.text(text, at);
        } else if (expression instanceof CastExpression cast) {
            return cast(cast, at);
        } else if (expression instanceof ClassExpression type) {
            return lowering.construct(at, "the class " + type.getType().getNameWithoutPackage() + " is not a value that rules can use", "");
        }
        return Refusals.of(expression, lowering, at);
    }

    static String clip(String text) {
        var line = text == null ? "" : text.replaceAll("\\s+", " ");
        return line.length() > 60 ? line.substring(0, 57) + "..." : line;
    }

    List<Expr> all(List<Expression> expressions) {
        List<Expr> lowered = new ArrayList<>(expressions.size());
        for (var expression : expressions) {
            lowered.add(lowering.expression(expression));
        }
        return lowered;
    }

    private Expr variable(VariableExpression variable, Position at) {
        if (variable.isThisExpression() || variable.isSuperExpression()) {
            return lowering.construct(at, "'" + variable.getName() + "' means nothing in a rule", "");
        }
        var local = lowering.find(variable.getName());
        if (local != null) {
            return new Expr.Variable(local, at);
        }
        var free = lowering.dialect().freeName(variable.getName(), lowering, at);
        return free != null ? free : lowering.problem("RULE_VARIABLE", at, "there is no variable '" + variable.getName() + "'",
            Nearest.hint(variable.getName(), names()));
    }

    private Set<String> names() {
        var names = new TreeSet<>(lowering.names());
        names.addAll(lowering.dialect().names());
        return names;
    }

    private static ValueType common(Expr one, Expr other) {
        return one.type() == other.type() ? one.type() : ValueType.ANY;
    }

    private Expr negate(Expr operand, Position at) {
        if (operand == Lowering.BROKEN) {
            return operand;
        }
        if (operand.type() == ValueType.FAMILY) {
            return new Expr.FamilyCall(operand, "negative", List.of(), at);
        }
        if (operand instanceof Expr.Constant constant && constant.value() instanceof Number number) {
            return Literals.of(RuleOps.negate(number), at);
        }
        if (operand.type() == ValueType.STRING || operand.type() == ValueType.MAP || operand.type() == ValueType.FUNCTION) {
            return lowering.construct(at, "a minus stands before " + Words.a(operand), "");
        }
        return new Expr.Negate(operand, at);
    }

    private Expr cast(CastExpression cast, Position at) {
        var value = lowering.expression(cast.getExpression());
        if (value == Lowering.BROKEN) {
            return value;
        }
        if (!cast.isCoerce()) {
            return strict(value, cast.getType(), at);
        }
        return known(cast.getType(), at) ? new Expr.Cast(value, Types.name(cast.getType()), false, Types.of(cast.getType()), at) : Lowering.BROKEN;
    }

    /** {@code Type variable = value} and {@code (Type) value}. */
    Expr strict(Expr value, ClassNode type, Position at) {
        if (!known(type, at)) {
            return Lowering.BROKEN;
        }
        boolean same = value.type() == Types.of(type) && value.type() != ValueType.ANY && value.type() != ValueType.NUMBER && value.type() != ValueType.ARRAY;
        return same ? value : new Expr.Cast(value, Types.name(type), true, Types.of(type), at);
    }

    private boolean known(ClassNode type, Position at) {
        if (Types.isKnown(type)) {
            return true;
        }
        lowering.construct(at, "rules cannot convert to " + type.getNameWithoutPackage(), "convert to String, Integer, Long, Double, Boolean, List or Map");
        return false;
    }

    /** {@code x++} and its like as a statement. */
    Expr step(Expression operand, String operation, Position at) {
        var operator = operation.equals("++") ? Operator.PLUS : Operator.MINUS;
        return operators.assign(operand, operators.operation(operator, lowering.expression(operand), Literals.of(1, at), at), at);
    }
}
