// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

/** A step whose arguments are wrong: it fails when it runs, as upstream's does. */
final class FailingStep extends StageStep {

    private final String message;
    private final boolean failsEmpty;

    private FailingStep(String message, boolean failsEmpty) {
        this.message = message;
        this.failsEmpty = failsEmpty;
    }

    /** Fails even for the empty family. */
    static FailingStep always(String message) {
        return new FailingStep(message, true);
    }

    /** Fails as soon as there is a sample. */
    static FailingStep withSamples(String message) {
        return new FailingStep(message, false);
    }

    @Override
    public Sample[] run(Sample[] samples, RunningContext context) {
        throw new IllegalArgumentException(message);
    }

    @Override
    public void runEmpty() {
        if (failsEmpty) {
            throw new IllegalArgumentException(message);
        }
    }
}
