// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.Map;

import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one evaluation of a rule reads. */
public final class MalInput {

    private static final Logger LOG = LoggerFactory.getLogger(MalInput.class);

    private final String metric;
    private final String expression;
    private final Map<String, SampleFamily> families;

    /**
     * @param metric full name of the metric, null for an initial expression
     * @param expression text for messages
     * @param families sample family by name
     */
    public MalInput(String metric, String expression, Map<String, SampleFamily> families) {
        this.metric = metric;
        this.expression = expression;
        this.families = families;
    }

    /** The family of a name, or the empty one; counters of the family are kept under the metric's name from now on. */
    public SampleFamily sample(String name) {
        var family = families.get(name);
        if (family == null) {
            LOG.warn("{} referred by \"{}\" doesn't exist in {}", name, expression, families.keySet());
            return SampleFamily.EMPTY;
        }
        family.context.setMetricName(metric);
        return family;
    }
}
