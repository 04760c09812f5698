// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

class ResourcePropertiesTest {

    private static final Map<String, Object> RESOURCES = resources();

    private static Map<String, Object> resources() {
        Map<String, Object> resources = new HashMap<>();
        resources.put("pod", new PodBuilder().withNewMetadata().withName("reviews-1").addToLabels("app", "reviews")
            .addToLabels("service.istio.io/canonical-name", "ratings").endMetadata().withNewStatus().withPodIP("10.0.0.7").endStatus().build());
        resources.put("service", new ServiceBuilder().withNewSpec().addNewPort().withName("http").withPort(9080).endPort().endSpec().build());
        resources.put("gone", null);
        return resources;
    }

    @ParameterizedTest
    @CsvSource({
        "pod.metadata.name, reviews-1",
        "pod.metadata.labels.app, reviews",
        "pod.metadata.labels.(service.istio.io/canonical-name), ratings",
        "pod.metadata.labels(app), reviews",
        "pod.status.podIP, 10.0.0.7",
        "service.spec.ports[0].name, http",
        "service.spec.ports[0].port, 9080",
        "service.spec.ports[1].port,",
        "pod.metadata.labels.(none),",
        "pod.metadata.nothing.below,",
        "gone.metadata.name,",
        "unknown.metadata.name,"})
    void pathsLeadToValues(String path, String value) {
        assertThat(ResourceProperties.getProperty(RESOURCES, path)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[0].name", "pod.metadata.labels.(open", "pod..metadata"})
    void malformedPathsAreRefused(String path) {
        assertThatThrownBy(() -> ResourceProperties.getProperty(RESOURCES, path)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(path);
    }

    @Test
    void objectsAreJson() {
        assertThat(ResourceProperties.getProperty(RESOURCES, "pod.status")).isEqualTo("{\"podIP\":\"10.0.0.7\"}");
    }
}
