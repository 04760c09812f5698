// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.skywalking.oal.rt.grammar.OALParser;
import org.apache.skywalking.oal.rt.grammar.OALParser.ConditionAttributeStmtContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.EnumConditionValueContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.ExpressionContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.MultiConditionValueContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.NumberConditionValueContext;

import io.skyquark.oap.deployment.oal.exchange.Nearest;

/** Checks conditions: those of filters and those that functions take. */
final class OalConditions {

    private final OalFunctions functions;

    OalConditions(OalFunctions functions) {
        this.functions = functions;
    }

    void check(OalStatement statement, ExpressionContext expression) {
        var match = (ParserRuleContext) expression.getChild(0);
        var rule = OALParser.ruleNames[match.getRuleIndex()];
        var operator = match.getChild(1);
        var matcher = functions.matcher(rule);
        if (matcher == null) {
            statement.report(match, "OAL_OPERATOR", "upstream has no class for operator '" + operator.getText() + "'", "");
            return;
        }
        var attribute = match.getRuleContext(ConditionAttributeStmtContext.class, 0);
        var left = statement.typeOf(attribute.conditionAttribute(), matcher.ofBoolean());
        if (left != null) {
            left = statement.cast(attribute.expressionAttrCast(), left);
        }
        var right = valueType(statement, (ParserRuleContext) match.getChild(2), left);
        if (left != null && right != null && !matcher.accepts(left, right)) {
            statement.report(attribute, "OAL_TYPE", "operator '" + operator.getText() + "' cannot compare '" + attribute.getText() + "' of type "
                + OalTypes.name(left) + " with " + OalTypes.name(right), "");
        }
    }

    private static Class<?> valueType(OalStatement statement, ParserRuleContext value, Class<?> left) {
        var text = value.getText();
        return switch (value.getRuleIndex()) {
            case OALParser.RULE_booleanConditionValue -> boolean.class;
            case OALParser.RULE_stringConditionValue -> String.class;
            case OALParser.RULE_nullConditionValue -> OalTypes.NULL;
            case OALParser.RULE_numberConditionValue -> text.endsWith("l") || text.endsWith("L") ? long.class : int.class;
            case OALParser.RULE_enumConditionValue -> constantType(statement, (EnumConditionValueContext) value, left);
            default -> listType(statement, (MultiConditionValueContext) value, left);
        };
    }

    /** The engine writes a list of numbers as {@code long[]} and any other as {@code Object[]}. */
    private static Class<?> listType(OalStatement statement, MultiConditionValueContext list, Class<?> left) {
        boolean wrong = false;
        for (var constant : list.enumConditionValue()) {
            wrong |= constantType(statement, constant, left) == null;
        }
        return wrong ? null : list.getRuleContexts(NumberConditionValueContext.class).isEmpty() ? Object[].class : long[].class;
    }

    private static Class<?> constantType(OalStatement statement, EnumConditionValueContext constant, Class<?> left) {
        var type = constant.IDENTIFIER(0).getText();
        var name = constant.IDENTIFIER(1).getText();
        Class<?> owner;
        try {
            owner = Class.forName(statement.sourcePackage() + type, false, OalConditions.class.getClassLoader());
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            var likely = left != null && left.isEnum() ? List.of(left.getSimpleName() + "." + name) : List.<String> of();
            statement.report(constant, "OAL_CONSTANT", "unknown type '" + type + "' in " + constant.getText(), Nearest.hint(constant.getText(), likely));
            return null;
        }
        var fields = Arrays.stream(owner.getFields()).map(Field::getName).toList();
        if (!fields.contains(name)) {
            statement.report(constant, "OAL_CONSTANT", "unknown constant '" + constant.getText() + "'",
                Nearest.hintOrAll(name, fields, "constants"));
            return null;
        }
        return OalTypes.fieldType(owner, name);
    }
}
