// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;

import io.skyquark.oap.deployment.rule.RuleSize;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.ir.ValueType;

/** Constants, texts with values, maps and regular expressions. */
final class Literals {

    private final Lowering lowering;
    private final ExpressionLowering expressions;

    Literals(Lowering lowering, ExpressionLowering expressions) {
        this.lowering = lowering;
        this.expressions = expressions;
    }

    Expr constant(ConstantExpression constant, Position at) {
        return constant.getValue() instanceof String text && isTooLong(text, at) ? Lowering.BROKEN : of(constant.getValue(), at);
    }

    private boolean isTooLong(String text, Position at) {
        var problem = RuleSize.ofText(text);
        if (problem != null) {
            lowering.problem(RuleSize.CODE, at, "a text " + problem, "shorten it");
        }
        return problem != null;
    }

    static Expr of(Object value, Position at) {
        ValueType type;
        if (value == null) {
            type = ValueType.ANY;
        } else if (value instanceof String || value instanceof Character) {
            return new Expr.Constant(value.toString(), ValueType.STRING, at);
        } else if (value instanceof Boolean) {
            type = ValueType.BOOLEAN;
        } else if (value instanceof Integer) {
            type = ValueType.INTEGER;
        } else if (value instanceof Long) {
            type = ValueType.LONG;
        } else if (value instanceof Float) {
            type = ValueType.FLOAT;
        } else if (value instanceof Double) {
            type = ValueType.DOUBLE;
        } else {
            type = value instanceof BigDecimal ? ValueType.DECIMAL : ValueType.NUMBER;
        }
        return new Expr.Constant(value, type, at);
    }

    Expr map(MapExpression map, Position at) {
        List<Expr> keys = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (MapEntryExpression entry : map.getMapEntryExpressions()) {
            keys.addAll(expressions.all(List.of(entry.getKeyExpression())));
            values.addAll(expressions.all(List.of(entry.getValueExpression())));
        }
        return keys.contains(Lowering.BROKEN) || values.contains(Lowering.BROKEN) ? Lowering.BROKEN : new Expr.MapLiteral(keys, values, at);
    }

    Expr text(GStringExpression text, Position at) {
        List<String> texts = new ArrayList<>();
        for (var part : text.getStrings()) {
            texts.add(String.valueOf(part.getValue()));
        }
        List<Expr> values = new ArrayList<>();
        for (var value : text.getValues()) {
            // "${-> x}" is evaluated anew whenever the text is read, which no rule can need.
            values.add(value instanceof ClosureExpression ? lowering.construct(lowering.at(value), "a closure inside a text is not supported", "write ${value}")
                : lowering.expression(value));
        }
        if (values.contains(Lowering.BROKEN)) {
            return Lowering.BROKEN;
        }
        while (texts.size() <= values.size()) {
            texts.add("");
        }
        return new Expr.Text(texts, values, at);
    }

    Expr pattern(Expr text, Position at) {
        if (text == Lowering.BROKEN || text instanceof Expr.Constant constant && constant.value() instanceof String regex && !isPattern(regex, text.at())) {
            return Lowering.BROKEN;
        }
        return new Expr.PatternLiteral(text, at);
    }

    /** Whether a constant is a regular expression; a finding tells if not, since no evaluation could succeed. */
    boolean isPattern(String regex, Position at) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException e) {
            lowering.problem("RULE_PATTERN", at, "the regular expression '" + ExpressionLowering.clip(regex) + "' is not well-formed: " + e.getDescription(),
                "");
            return false;
        }
    }
}
