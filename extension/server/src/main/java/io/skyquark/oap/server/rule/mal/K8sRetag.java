// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.tagOpt.K8sRetagType;
import org.apache.skywalking.oap.meter.analyzer.k8s.K8sInfoRegistry;

/** Adds a label with the name of the Kubernetes service that a pod belongs to, "" for none; a sample that names no pod and namespace stays as it is. */
final class K8sRetag extends RowStep {

    private final String newLabel;
    private final String podLabel;
    private final String namespaceLabel;

    private K8sRetag(String newLabel, String podLabel, String namespaceLabel) {
        this.newLabel = newLabel;
        this.podLabel = podLabel;
        this.namespaceLabel = namespaceLabel;
    }

    static MalStep of(String newLabel, K8sRetagType type, String existingLabel, String namespaceLabel) {
        if (empty(newLabel) || empty(existingLabel) || empty(namespaceLabel)) {
            return FailingStep.always("retagByK8sMeta needs the names of three labels");
        }
        if (type == null) {
            return FailingStep.withSamples("retagByK8sMeta needs a type");
        }
        return switch (type) {
            case Pod2Service -> new K8sRetag(newLabel, existingLabel, namespaceLabel);
        };
    }

    private static boolean empty(String text) {
        return text == null || text.isEmpty();
    }

    @Override
    boolean accept(Row row) {
        var pod = row.label(podLabel);
        var namespace = row.label(namespaceLabel);
        if (!empty(pod) && !empty(namespace)) {
            var service = K8sInfoRegistry.getInstance().findServiceName(namespace, pod);
            var labels = row.copyOfLabels();
            labels.put(newLabel, service == null ? "" : service);
            row.relabel(labels);
        }
        return true;
    }

    /** The registry may not reach Kubernetes. */
    @Override
    boolean throwing() {
        return true;
    }
}
