// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.AggregateFunctionContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.AggregationStatementContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.AttributeExpressionContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.ExpressionContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.FuncParamExpressionContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.LiteralExpressionContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.MetricStatementContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.RootContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.SourceAttributeContext;
import org.apache.skywalking.oal.rt.grammar.OALParser.SourceAttributeStmtContext;
import org.apache.skywalking.oap.server.core.UnexpectedException;
import org.apache.skywalking.oap.server.core.source.DefaultScopeDefine;

import io.skyquark.oap.deployment.oal.engine.OalFunctions.Function;
import io.skyquark.oap.deployment.oal.engine.OalFunctions.Origin;
import io.skyquark.oap.deployment.oal.engine.OalFunctions.Parameter;
import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.oal.exchange.OalDefinition;
import io.skyquark.oap.deployment.oal.exchange.OalDisable;
import io.skyquark.oap.deployment.oal.exchange.OalFinding;
import io.skyquark.oap.deployment.oal.exchange.OalMetric;

/** Checks the statements of one script against OAP's classes, and lists what they define. */
final class OalSemantics {

    private final OalDefinition definition;
    private final OalFunctions functions;
    private final OalConditions conditions;
    private final List<OalFinding> findings = new ArrayList<>();
    private final List<OalMetric> metrics = new ArrayList<>();
    private final List<OalDisable> disables = new ArrayList<>();
    private final Map<String, OalMetric> byClass = new HashMap<>();
    private final Map<String, OalMetric> byTable = new HashMap<>();

    OalSemantics(OalDefinition definition, OalFunctions functions) {
        this.definition = definition;
        this.functions = functions;
        this.conditions = new OalConditions(functions);
    }

    List<OalFinding> findings() {
        return findings;
    }

    List<OalMetric> metrics() {
        return metrics;
    }

    List<OalDisable> disables() {
        return disables;
    }

    /** @param text of the whole statement */
    void check(RootContext statement, String text) {
        statement.aggregationStatement().forEach(metric -> checkMetric(metric, text));
        statement.disableStatement().forEach(disable -> {
            var start = disable.disableSource().getStart();
            disables.add(new OalDisable(start.getText(), start.getLine(), start.getCharPositionInLine() + 1));
        });
    }

    private void checkMetric(AggregationStatementContext context, String text) {
        var source = context.metricStatement().source();
        if (checkName(context.variable(), source.getText(), text)) {
            sourceClass(source).ifPresent(type -> checkStatement(new OalStatement(type, definition.sourcePackage(), findings), context.metricStatement()));
        }
    }

    private boolean checkName(ParserRuleContext variable, String source, String statement) {
        var name = variable.getText();
        if (name.endsWith("_")) {
            findings.add(OalStatement.finding(variable, "OAL_NAME", "a metric name must not end with '_'", ""));
            return false;
        }
        var start = variable.getStart();
        var metric = new OalMetric(name, definition.metricsPackage() + camelCase(name) + "Metrics",
            definition.dispatcherPrefix() + source + "Dispatcher", source, statement, start.getLine(), start.getCharPositionInLine() + 1);
        var earlier = byClass.getOrDefault(metric.className(), byTable.get(metric.table()));
        if (earlier != null) {
            var as = earlier.name().equals(name) ? "" : " as '" + earlier.name() + "'";
            findings.add(OalStatement.finding(variable, "OAL_DUPLICATE", "metric '" + name + "' is already defined in line " + earlier.line() + as, ""));
        }
        byClass.putIfAbsent(metric.className(), metric);
        byTable.putIfAbsent(metric.table(), metric);
        metrics.add(metric);
        return true;
    }

    /** The name of the class that the engine generates: {@code service_cpm} gives {@code ServiceCpm}. */
    private static String camelCase(String name) {
        var result = new StringBuilder();
        boolean upper = true;
        for (char c : name.toCharArray()) {
            if (c != '_') {
                result.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = c == '_';
        }
        return result.toString();
    }

    private Optional<Class<?>> sourceClass(ParserRuleContext source) {
        var name = source.getText();
        try {
            DefaultScopeDefine.valueOf(name);
            return Optional.of(Class.forName(definition.sourcePackage() + name, false, OalSemantics.class.getClassLoader()));
        } catch (UnexpectedException e) {
            findings.add(OalStatement.finding(source, "OAL_SOURCE", "upstream declares no scope for source '" + name + "'", ""));
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            findings.add(OalStatement.finding(source, "OAL_SOURCE", "source '" + name + "' cannot be used in " + definition.script()
                + ": its sources are those of package " + definition.sourcePackage().substring(0, definition.sourcePackage().length() - 1),
                "move the metric to another script"));
        }
        return Optional.empty();
    }

    private void checkStatement(OalStatement statement, MetricStatementContext context) {
        var path = context.sourceAttributeStmt().stream().map(SourceAttributeStmtContext::sourceAttribute).toList();
        boolean whole = path.stream().anyMatch(attribute -> attribute.ALL() != null);
        var type = whole ? null : attributeType(statement, path);
        if (type != null) {
            type = statement.cast(context.sourceAttrCast(), type);
        }
        context.filterStatement().forEach(filter -> conditions.check(statement, filter.filterExpression().expression()));
        var call = context.aggregateFunction();
        var function = functions.function(call.functionName().getText());
        if (function == null) {
            statement.report(call, "OAL_FUNCTION", "unknown function '" + call.functionName().getText() + "'",
                Nearest.hintOrAll(call.functionName().getText(), functions.functionNames(), "functions"));
            return;
        }
        checkSourceParameters(statement, function, whole, type, path);
        checkCall(statement, function, call);
    }

    /** A boolean attribute is fine as long as no function reads it, so its type is asked for without complaint about the kind of getter. */
    private static Class<?> attributeType(OalStatement statement, List<SourceAttributeContext> path) {
        var name = path.get(path.size() - 1).getText();
        boolean flag = path.size() == 1 && name.indexOf('[') < 0 && OalTypes.returned(statement.source(), OalTypes.getter(name)) == null
            && OalTypes.returned(statement.source(), OalTypes.booleanGetter(name)) != null;
        return statement.typeOf(path, flag);
    }

    private static void checkSourceParameters(OalStatement statement, Function function, boolean whole, Class<?> type, List<SourceAttributeContext> path) {
        for (Parameter parameter : function.parametersFrom(Origin.SOURCE)) {
            if (whole) {
                statement.report(path.get(0), "OAL_ATTRIBUTE", "function '" + function.name() + "' needs an attribute of the source, not '*'", "");
            } else if (type != null && !fits(type, parameter.type())) {
                statement.report(path.get(0), "OAL_TYPE", "function '" + function.name() + "' takes " + article(parameter.type()) + ", but '"
                    + path.get(path.size() - 1).getText() + "' is of type " + OalTypes.name(type),
                    type == String.class ? "write from((str->long)...) where the text is a number" : "");
            }
        }
    }

    private void checkCall(OalStatement statement, Function function, AggregateFunctionContext call) {
        var given = call.getRuleContexts(FuncParamExpressionContext.class).stream().map(FuncParamExpressionContext::expression).toList();
        for (ExpressionContext condition : given) {
            conditions.check(statement, condition);
        }
        expect(statement, function, call, "condition", function.parametersFrom(Origin.CONDITION).size(), given.size());

        var arguments = call.getRuleContexts(ParserRuleContext.class).stream()
            .filter(child -> child instanceof LiteralExpressionContext || child instanceof AttributeExpressionContext).toList();
        var parameters = function.parametersFrom(Origin.ARGUMENT);
        if (expect(statement, function, call, "argument", parameters.size(), arguments.size())) {
            for (int i = 0; i < arguments.size(); i++) {
                checkArgument(statement, function, i + 1, parameters.get(i).type(), arguments.get(i));
            }
        }
    }

    private static boolean expect(OalStatement statement, Function function, ParserRuleContext at, String what, int wanted, int given) {
        if (wanted != given) {
            statement.report(at, "OAL_ARGUMENT", "function '" + function.name() + "' takes " + (wanted == 0 ? "no" : wanted) + " " + what
                + (wanted == 1 ? "" : "s") + " but got " + given, "");
        }
        return wanted == given;
    }

    private static void checkArgument(OalStatement statement, Function function, int position, Class<?> wanted, ParserRuleContext argument) {
        Class<?> type;
        if (argument instanceof AttributeExpressionContext attribute) {
            type = statement.typeOf(attribute.attributeExpressionSegment(), wanted == boolean.class);
            type = type == null ? null : statement.cast(attribute.functionArgCast(), type);
        } else {
            var literal = (LiteralExpressionContext) argument;
            type = literal.BOOL_LITERAL() != null ? boolean.class : literal.STRING_LITERAL() != null ? String.class : int.class;
        }
        if (type != null && !fits(type, wanted)) {
            statement.report(argument, "OAL_TYPE", "argument " + position + " of function '" + function.name() + "' must be " + article(wanted) + ", but '"
                + argument.getText() + "' is of type " + OalTypes.name(type), "");
        }
    }

    /** The engine casts numbers to what the function takes. */
    private static boolean fits(Class<?> type, Class<?> wanted) {
        return OalTypes.isNumber(wanted) ? OalTypes.isNumber(type) : OalTypes.passes(type, wanted);
    }

    private static String article(Class<?> type) {
        return OalTypes.isNumber(type) ? "a number" : type == boolean.class ? "a boolean" : type == String.class ? "a text" : "a " + OalTypes.name(type);
    }
}
