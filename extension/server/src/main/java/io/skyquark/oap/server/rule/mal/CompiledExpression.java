// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.meter.analyzer.dsl.DownsamplingType;
import org.apache.skywalking.oap.meter.analyzer.dsl.Expression;
import org.apache.skywalking.oap.meter.analyzer.dsl.ExpressionParsingContext;
import org.apache.skywalking.oap.meter.analyzer.dsl.Result;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.server.core.analysis.meter.ScopeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.server.rule.CompiledRules;
import io.skyquark.oap.server.rule.CompiledRules.MalRule;

/** Takes the place of the script in upstream's {@link Expression}, whose methods of the same names call it. */
public final class CompiledExpression {

    private static final Logger LOG = LoggerFactory.getLogger(Expression.class);

    private final MalRule rule;
    private final String metric;
    private final String expression;
    private final Result empty = Result.fail("Parsed result is an EMPTY sample family");

    private CompiledExpression(MalRule rule, String metric, String expression) {
        this.rule = rule;
        this.metric = metric;
        this.expression = expression;
    }

    /**
     * @param metric full name of the metric, null for an initial expression
     * @throws IllegalArgumentException if the expression was not compiled, or its file was not selected
     */
    public static CompiledExpression of(String metric, String expression) {
        return new CompiledExpression(CompiledRules.current().expression(metric, expression), metric, expression);
    }

    /** What the build found out; nothing is evaluated. */
    public ExpressionParsingContext parse() {
        var info = rule.info();
        return ExpressionParsingContext.builder()
            .samples(new ArrayList<>(List.of(info.samples())))
            .isHistogram(info.histogram())
            .percentiles(info.percentiles())
            .aggregationLabels(new HashSet<>(List.of(info.aggregationLabels())))
            .scopeLabels(new HashSet<>(List.of(info.scopeLabels())))
            .downsampling(DownsamplingType.valueOf(info.downsampling()))
            .scopeType(ScopeType.valueOf(info.scope()))
            .build();
    }

    /** Failures are results and log lines, as upstream's. */
    public Result run(Map<String, SampleFamily> families) {
        try {
            var family = rule.file().evaluate(rule.number(), new MalInput(metric, expression, families));
            if (family == SampleFamily.EMPTY) {
                LOG.debug("result of {} is empty by \"{}\"", families, expression);
                return empty;
            }
            return Result.success(family);
        } catch (Throwable t) {
            LOG.error("failed to run \"{}\"", expression, t);
            return Result.fail(t);
        }
    }
}
