// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.server.core.analysis.meter.Meter;
import org.apache.skywalking.oap.server.core.analysis.meter.function.AcceptableValue;
import org.apache.skywalking.oap.server.core.analysis.meter.function.sum.SumFunction;

import io.skyquark.oap.server.rule.mal.MalFile;
import io.skyquark.oap.server.rule.mal.MalFileInfo;
import io.skyquark.oap.server.rule.mal.MalInput;
import io.skyquark.oap.server.rule.mal.MalRuleInfo;

/** Two rules as the compiler would write them: {@code requests.sum(['service']).service(['service'], Layer.GENERAL)} and one that fails. */
public final class SampleMalFile extends MalFile {

    static final String FILTER = "{ tags -> tags.job == 'sample' }";
    static final String REQUESTS = "requests.sum(['service']).service(['service'], Layer.GENERAL)";
    static final String BROKEN = "requests.nothing()";
    static final String INIT = "time()";

    private final String name;

    public SampleMalFile(String name) {
        this.name = name;
    }

    /** The class that the meter of the first rule has. */
    public static final class RequestsMeter extends SumFunction {

        @Override
        public AcceptableValue<Long> createNew() {
            var value = new RequestsMeter();
            ((Meter) value).initMeta("sample_requests", 1);
            return value;
        }
    }

    @Override
    public MalFileInfo info() {
        return new MalFileInfo(name, "sample", FILTER, INIT, 2, new String[] {".+"}, new String[] {"service", null, "fixed", "host", "agent.hostname", null},
            new String[] {"system.load"});
    }

    @Override
    public MalRuleInfo rule(int rule) {
        return rule == 0
            ? new MalRuleInfo("requests", "sample_requests", REQUESTS, "sum", "SERVICE", "SUM", false, null, new String[] {"requests"},
                new String[] {"service"}, new String[] {"service"})
            : new MalRuleInfo("broken", "sample_broken", BROKEN, "avgHistogramPercentile", "SERVICE", "AVG", true, new int[] {50, 99},
                new String[] {"requests"}, new String[0], new String[0]);
    }

    @Override
    public RuleClosure<?> filter() {
        return new CompiledClosure(this, 0);
    }

    @Override
    public SampleFamily evaluate(int rule, MalInput input) {
        return switch (rule) {
            case MalFile.INIT -> null;
            case 0 -> input.sample("requests");
            default -> throw new IllegalStateException("no such function");
        };
    }

    @Override
    public AcceptableValue<?> meter(int rule) {
        return new RequestsMeter();
    }
}
