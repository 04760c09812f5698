// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;

/** What upstream's coordinator looks at in the pods of the cluster. */
public final class PodStates {

    /** Upstream waits for this phase, but Kubernetes has none of that name. */
    private static final String TERMINATING = "Terminating";

    private PodStates() {
    }

    /**
     * Takes the place of {@link Pod#getStatus()}. A pod that is being deleted stays in phase Running until its last process has ended; the other servers would
     * go on sending metrics to one that takes none in any more.
     */
    public static PodStatus getStatus(Pod pod) {
        var status = pod.getStatus();
        boolean leaving = status != null && pod.getMetadata().getDeletionTimestamp() != null;
        return leaving ? new PodStatusBuilder(status).withPhase(TERMINATING).build() : status;
    }
}
