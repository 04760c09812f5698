// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.library;

import java.util.List;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;

/**
 * In the shape of the builder with which the Kubernetes client makes a list of a JSON array; that one would turn each element into a builder of its kind, and
 * those into builders of what they consist of, for hundreds of kinds.
 */
public final class KubernetesLists {

    private List<HasMetadata> items;

    public KubernetesLists withItems(List<HasMetadata> listed) {
        items = listed;
        return this;
    }

    public KubernetesList build() {
        return new KubernetesList("v1", items, "List", null);
    }
}
