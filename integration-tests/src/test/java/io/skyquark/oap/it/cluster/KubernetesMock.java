// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cluster;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** An API server on loopback, with the pods and ConfigMaps of the namespace and labels that OAP looks for by default; whoever watches is told of changes. */
final class KubernetesMock implements AutoCloseable {

    private static final String NAMESPACE = "default";
    private static final Map<String, String> LABELS = Map.of("app", "collector", "release", "skywalking");

    private final KubernetesMockServer server =
        new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
    private final KubernetesClient client;

    KubernetesMock() {
        server.init(InetAddress.getLoopbackAddress(), 0);
        client = server.createClient();
    }

    /** What makes a server ask here. */
    Map<String, String> environment() {
        return Map.of("KUBERNETES_MASTER", "http://127.0.0.1:" + server.getPort(), "KUBERNETES_TRUST_CERTIFICATES", "true");
    }

    /** @return the uid that the API server gave the pod */
    String addPod(String name, String ip) {
        return client.pods().inNamespace(NAMESPACE).resource(new PodBuilder()
            .withNewMetadata().withName(name).withNamespace(NAMESPACE).withLabels(LABELS).endMetadata()
            .withNewSpec().addNewContainer().withName("oap").withImage("oap").endContainer().endSpec()
            .withNewStatus().withPhase("Running").withPodIP(ip).endStatus()
            .build()).create().getMetadata().getUid();
    }

    /** What the API server does when a pod is asked to end: it still is there, running. */
    void markDeleted(String name) {
        client.pods().inNamespace(NAMESPACE).withName(name).edit(pod -> new PodBuilder(pod).editMetadata()
            .withDeletionTimestamp(Instant.now().plusSeconds(30).toString()).endMetadata().build());
    }

    void removePod(String name) {
        client.pods().inNamespace(NAMESPACE).withName(name).withGracePeriod(0).delete();
    }

    /** Creates or replaces a ConfigMap that the servers look at. */
    void configMap(String name, Map<String, String> data) {
        client.configMaps().inNamespace(NAMESPACE).resource(new ConfigMapBuilder()
            .withNewMetadata().withName(name).withNamespace(NAMESPACE).withLabels(LABELS).endMetadata().withData(data).build()).createOr(existing -> existing.update());
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
