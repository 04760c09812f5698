// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.manifest;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What stands beside the server that Quarkus Kubernetes describes. */
@ConfigMapping(prefix = "quarkus.skywalking.manifests")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ManifestConfig {

    /** Whether manifests of BanyanDB, the UI, the job that creates the schema and the autoscaler are written, and a docker-compose file for one machine. */
    @WithDefault("false")
    boolean enabled();

    /** The image of BanyanDB; its minor version is bound to OAP's. */
    @WithDefault("apache/skywalking-banyandb:0.7.0")
    String banyandbImage();

    /** What BanyanDB keeps its data on, in Kubernetes' notation of quantities. */
    @WithDefault("50Gi")
    String banyandbStorage();

    /** The image of the UI. */
    @WithDefault("apache/skywalking-ui:10.1.0")
    String uiImage();

    /** The autoscaler of the servers. */
    Autoscaler autoscaler();

    /** Bounds and goals of the autoscaler. */
    interface Autoscaler {

        /** Fewest servers. */
        @WithDefault("2")
        int minReplicas();

        /** Most servers. */
        @WithDefault("8")
        int maxReplicas();

        /** Percent of the requested CPU that a server is to use. */
        @WithDefault("70")
        int cpu();

        /**
         * Calls that are to run in a server at a time, the metric `oap_grpc_calls_active` of `/q/metrics`. The autoscaler reads it where the cluster has an
         * adapter for metrics of pods, such as the Prometheus Adapter.
         */
        @WithDefault("200")
        int activeCalls();
    }
}
