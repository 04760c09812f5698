// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.ir.Operator;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.ValueType;
import io.skyquark.oap.server.rule.RuleOps;

/** Binary operators, subscripts and assignments. */
final class OperatorLowering {

    private static final Map<String, Operator> OPERATORS = Map.ofEntries(
        Map.entry("+", Operator.PLUS), Map.entry("-", Operator.MINUS), Map.entry("*", Operator.MULTIPLY), Map.entry("/", Operator.DIV),
        Map.entry("%", Operator.MOD), Map.entry("**", Operator.POWER), Map.entry("==", Operator.EQUAL), Map.entry("!=", Operator.NOT_EQUAL),
        Map.entry("<", Operator.LESS), Map.entry("<=", Operator.LESS_EQUAL), Map.entry(">", Operator.GREATER), Map.entry(">=", Operator.GREATER_EQUAL),
        Map.entry("<=>", Operator.COMPARE), Map.entry("===", Operator.IDENTICAL), Map.entry("!==", Operator.NOT_IDENTICAL), Map.entry("&&", Operator.AND),
        Map.entry("||", Operator.OR), Map.entry("in", Operator.IN), Map.entry("!in", Operator.NOT_IN), Map.entry("=~", Operator.FIND),
        Map.entry("==~", Operator.MATCH));

    private static final int MAX_EXPONENT = 1_000;
    private static final int MAX_DIGITS = 1_000;

    private final Lowering lowering;
    private final ExpressionLowering expressions;
    private final Literals literals;

    OperatorLowering(Lowering lowering, ExpressionLowering expressions, Literals literals) {
        this.lowering = lowering;
        this.expressions = expressions;
        this.literals = literals;
    }

    /** @param begin where the left side begins; what is wrong with an operator is told at the operator */
    Expr binary(BinaryExpression binary, Position begin) {
        var symbol = binary.getOperation().getText();
        var at = binary.getOperation().getStartLine() > 0 ? lowering.at(binary.getOperation()) : begin;
        if (symbol.equals("[") || symbol.equals("?[")) {
            return index(binary, at);
        }
        if (symbol.equals("=")) {
            return assign(binary.getLeftExpression(), lowering.expression(binary.getRightExpression()), at);
        }
        if (symbol.equals("?=")) {
            var old = lowering.expression(binary.getLeftExpression());
            return assign(binary.getLeftExpression(), new Expr.Elvis(old, lowering.expression(binary.getRightExpression()), ValueType.ANY, at), at);
        }
        if (symbol.length() > 1 && symbol.endsWith("=") && OPERATORS.containsKey(symbol.substring(0, symbol.length() - 1)) && !OPERATORS.containsKey(symbol)) {
            var old = lowering.expression(binary.getLeftExpression());
            var operator = OPERATORS.get(symbol.substring(0, symbol.length() - 1));
            return assign(binary.getLeftExpression(), operation(operator, old, lowering.expression(binary.getRightExpression()), at), at);
        }
        if (symbol.equals("instanceof") && binary.getRightExpression() instanceof ClassExpression type) {
            if (!Types.isKnown(type.getType())) {
                return lowering.problem("RULE_CLASS", at, "rules cannot ask for the class " + type.getType().getNameWithoutPackage(),
                    "classes are String, Integer, Long, Double, Boolean, List, Map and the like");
            }
            return new Expr.InstanceOf(lowering.expression(binary.getLeftExpression()), Types.name(type.getType()), at);
        }
        var operator = OPERATORS.get(symbol);
        if (operator == null) {
            boolean family = lowering.expression(binary.getLeftExpression()).type() == ValueType.FAMILY;
            return family ? lowering.problem("MAL_OPERATOR", at, "sample families have no operator '" + symbol + "'", "operators are +, -, * and /")
                : lowering.construct(at, "the operator '" + symbol + "' is not supported in rules", "");
        }
        var left = lowering.expression(binary.getLeftExpression());
        return operation(operator, left, lowering.expression(binary.getRightExpression()), at);
    }

    Expr operation(Operator operator, Expr left, Expr right, Position at) {
        if (left == Lowering.BROKEN || right == Lowering.BROKEN) {
            return Lowering.BROKEN;
        }
        boolean family = left.type() == ValueType.FAMILY || right.type() == ValueType.FAMILY;
        if (family && operator.ordinal() <= Operator.POWER.ordinal()) {
            return familyArithmetic(operator, left, right, at);
        }
        if (family && operator != Operator.AND && operator != Operator.OR) {
            return lowering.problem("MAL_OPERATOR", at, "sample families have no operator '" + operator.symbol() + "'",
                operator.isCondition() ? "compare their values with valueEqual, valueGreater, valueLess and the like" : "");
        }
        if ((operator == Operator.FIND || operator == Operator.MATCH) && isConstantText(right)
            && !literals.isPattern((String) ((Expr.Constant) right).value(), right.at())) {
            return Lowering.BROKEN;
        }
        if (isConstantNumber(left) && isConstantNumber(right) && operator.ordinal() <= Operator.POWER.ordinal()) {
            return fold(operator, ((Expr.Constant) left).value(), ((Expr.Constant) right).value(), at);
        }
        if (isConstantText(left) && isConstantText(right) && operator == Operator.PLUS) {
            return Literals.of("" + ((Expr.Constant) left).value() + ((Expr.Constant) right).value(), at);
        }
        var sum = operator == Operator.PLUS ? lowering.dialect().plus(left, right, at) : null;
        return sum != null ? sum : new Expr.Binary(operator, left, right, type(operator, left, right), at);
    }

    private Expr familyArithmetic(Operator operator, Expr left, Expr right, Position at) {
        if (operator == Operator.MOD || operator == Operator.POWER) {
            return lowering.problem("MAL_OPERATOR", at, "sample families have no operator '" + operator.symbol() + "'", "operators are +, -, * and /");
        }
        var other = left.type() == ValueType.FAMILY ? right : left;
        boolean number = other.type().isNumber() || other.type() == ValueType.ANY && !(other instanceof Expr.Constant);
        if (other.type() != ValueType.FAMILY && !number) {
            return lowering.problem("MAL_OPERATOR", at, "'" + operator.symbol() + "' between a sample family and " + Words.a(other),
                "the other side must be a number or a sample family");
        }
        return new Expr.FamilyArithmetic(operator, left, right, at);
    }

    private Expr fold(Operator operator, Object left, Object right, Position at) {
        if (isHuge(left) || isHuge(right) || operator == Operator.POWER && Math.abs(((Number) right).doubleValue()) > MAX_EXPONENT) {
            return lowering.problem("RULE_ARITHMETIC", at, "'" + left + " " + operator.symbol() + " " + right
                + "' cannot be calculated: the numbers are too large", "");
        }
        try {
            return Literals.of(switch (operator) {
                case PLUS -> RuleOps.plus(left, right);
                case MINUS -> RuleOps.minus(left, right);
                case MULTIPLY -> RuleOps.multiply(left, right);
                case DIV -> RuleOps.div(left, right);
                case MOD -> RuleOps.mod(left, right);
                default -> RuleOps.power(left, right);
            }, at);
        } catch (ArithmeticException e) {
            return lowering.problem("RULE_ARITHMETIC", at, "'" + left + " " + operator.symbol() + " " + right + "' cannot be calculated: " + e.getMessage(),
                "");
        }
    }

    /** Groovy would calculate with all of the digits. */
    private static boolean isHuge(Object number) {
        return number instanceof BigDecimal decimal && Math.abs((long) decimal.scale()) + decimal.precision() > MAX_DIGITS
            || number instanceof BigInteger whole && whole.bitLength() > 4 * MAX_DIGITS;
    }

    private static boolean isConstantNumber(Expr value) {
        return value instanceof Expr.Constant constant && constant.value() instanceof Number;
    }

    private static boolean isConstantText(Expr value) {
        return value instanceof Expr.Constant constant && constant.value() instanceof String;
    }

    private static ValueType type(Operator operator, Expr left, Expr right) {
        if (operator.isCondition()) {
            return ValueType.BOOLEAN;
        }
        if (operator == Operator.FIND) {
            return ValueType.MATCHER;
        }
        if (operator == Operator.COMPARE) {
            return ValueType.INTEGER;
        }
        if (left.type().isNumber() && right.type().isNumber()) {
            return left.type() == right.type() && operator != Operator.DIV && operator != Operator.POWER ? left.type() : ValueType.NUMBER;
        }
        return operator == Operator.PLUS && left.type() == ValueType.STRING ? ValueType.STRING : ValueType.ANY;
    }

    private Expr index(BinaryExpression binary, Position at) {
        var target = lowering.expression(binary.getLeftExpression());
        var key = lowering.expression(binary.getRightExpression());
        if (target.type() == ValueType.FAMILY) {
            return lowering.problem("MAL_OPERATOR", at, "a sample family has no elements to pick with []", "pick samples with tagEqual");
        }
        return target == Lowering.BROKEN || key == Lowering.BROKEN ? Lowering.BROKEN : new Expr.Index(target, key, binary.isSafe(), at);
    }

    Expr assign(Expression target, Expr value, Position at) {
        if (target instanceof VariableExpression variable) {
            var local = lowering.find(variable.getName());
            if (local == null) {
                return lowering.problem("RULE_VARIABLE", lowering.at(target), "'" + variable.getName() + "' is assigned to, but is not a variable of the rule",
                    lowering.dialect().assignmentHint(variable.getName(), lowering));
            }
            if (value.type() == ValueType.FAMILY != (local.type() == ValueType.FAMILY)) {
                return lowering.construct(at, "a variable holds either sample families or other values, not both", "use another variable");
            }
            var type = variable.getAccessedVariable() == null ? null : variable.getAccessedVariable().getOriginType();
            var cast = local.type() == ValueType.ANY || local.type() == ValueType.FAMILY || type == null ? value : expressions.strict(value, type, at);
            return new Expr.Assign(new Expr.Target.Variable(local), cast, at);
        }
        if (value.type() == ValueType.FAMILY) {
            return lowering.construct(at, "a sample family is not stored anywhere but in a variable", "");
        }
        if (target instanceof BinaryExpression index && index.getOperation().getText().equals("[")) {
            var list = lowering.expression(index.getLeftExpression());
            return new Expr.Assign(new Expr.Target.Index(list, lowering.expression(index.getRightExpression())), value, at);
        }
        if (target instanceof PropertyExpression property && property.getPropertyAsString() != null && !property.isSpreadSafe()) {
            var object = lowering.expression(property.getObjectExpression());
            if (object.type() == ValueType.FAMILY) {
                return lowering.construct(at, "a sample family has no property to assign to", "change labels in a closure: tag({tags -> tags.x = 'y'})");
            }
            return new Expr.Assign(new Expr.Target.Property(object, property.getPropertyAsString()), value, at);
        }
        return lowering.construct(at, "'" + ExpressionLowering.clip(target.getText()) + "' cannot be assigned to", "");
    }
}
