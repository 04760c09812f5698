// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.cluster;

import java.util.Map;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Metrics are neither lost nor counted twice when servers join a cluster or leave it. */
class ClusterHooks {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String KUBERNETES = "org.apache.skywalking.oap.server.cluster.plugin.kubernetes.";
    private static final String DUE = "io.skyquark.oap.server.storage.DueMetrics";
    private static final String OURS = "io.skyquark.oap.server.cluster.";
    private static final String MAP = "java.util.Map";

    @BuildStep
    void podsThatLeave(BuildProducer<UpstreamHookBuildItem> hooks) {
        Map.of("KubernetesCoordinator", 7, "NamespacedPodListInformer", 1).forEach((user, sites) -> hooks.produce(
            Hooks.interceptCall(KUBERNETES + user, "io.fabric8.kubernetes.api.model.Pod", "getStatus", "()Lio/fabric8/kubernetes/api/model/PodStatus;",
                OURS + "PodStates", "io.fabric8.kubernetes.api.model.Pod", sites, "upstream sends metrics to a pod until its last process has ended")));
    }

    @BuildStep
    UpstreamHookBuildItem newsWhileBooting() {
        return Hooks.create(CORE + "status.ServerStatusService", "java.util.ArrayList", "io.skyquark.oap.server.lifecycle.AppendList", 2,
            "the cluster may change while modules that want to know of it still register, and upstream's list then fails");
    }

    @BuildStep
    void sendingToOthers(BuildProducer<UpstreamHookBuildItem> hooks) {
        var manager = CORE + "remote.client.RemoteClientManager";
        hooks.produce(Hooks.remap(manager, CORE + "remote.client.GRPCRemoteClient", OURS + "PeerClient", 2,
            "upstream forgets metrics that it could not send, and those in its queue when the other server leaves"));
        hooks.produce(Hooks.redirectCall(manager, "java.lang.System", "currentTimeMillis", "()J", OURS + "Cluster", 1,
            "other servers write what this one owns until all of them know"));
        hooks.produce(Hooks.interceptCall(CORE + "remote.RemoteSenderService", manager, "getRemoteClient", "()Ljava/util/List;", OURS + "Cluster", manager, 1,
            "upstream drops metrics until it has first heard of the cluster"));
        hooks.produce(Hooks.interceptCall(CORE + "worker.WorkerInstancesService", MAP, "put", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
            OURS + "Cluster", MAP, 1, "metrics are handed over to the worker that receives their kind"));
    }

    @BuildStep
    void handingOver(BuildProducer<UpstreamHookBuildItem> hooks) {
        var cache = CORE + "analysis.data.ReadWriteSafeCache";
        hooks.produce(Hooks.interceptCall(CORE + "analysis.worker.MetricsPersistentWorker", cache, "read", "()Ljava/util/List;", DUE, cache, 1,
            "a metric is written by its owner only, after the former owner's last write; one with an unreadable time would take the others with it"));
        hooks.produce(Hooks.interceptCall(CORE + "analysis.worker.MetricsSessionCache", MAP, "get", "(Ljava/lang/Object;)Ljava/lang/Object;",
            OURS + "Cluster", MAP, 1, "what is remembered of a metric is void after another server may have written it"));
    }
}
