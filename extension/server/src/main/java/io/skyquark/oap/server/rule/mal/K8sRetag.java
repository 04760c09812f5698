// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;
import org.apache.skywalking.oap.meter.analyzer.dsl.tagOpt.K8sRetagType;

/** Adds a label that the Kubernetes API knows; upstream's own code does it. */
final class K8sRetag extends StageStep {

    private final K8sRetagType type;
    private final String newLabel;
    private final String existingLabel;
    private final String namespaceLabel;

    private K8sRetag(K8sRetagType type, String newLabel, String existingLabel, String namespaceLabel) {
        this.type = type;
        this.newLabel = newLabel;
        this.existingLabel = existingLabel;
        this.namespaceLabel = namespaceLabel;
    }

    static MalStep of(String newLabel, K8sRetagType type, String existingLabel, String namespaceLabel) {
        if (empty(newLabel) || empty(existingLabel) || empty(namespaceLabel)) {
            return FailingStep.always("retagByK8sMeta needs the names of three labels");
        }
        return type == null ? FailingStep.withSamples("retagByK8sMeta needs a type") : new K8sRetag(type, newLabel, existingLabel, namespaceLabel);
    }

    private static boolean empty(String text) {
        return text == null || text.isEmpty();
    }

    @Override
    public Sample[] run(Sample[] samples, RunningContext context) {
        return type.execute(samples, newLabel, existingLabel, namespaceLabel);
    }
}
