// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.lang.invoke.MethodHandles;

import org.apache.skywalking.library.kubernetes.ObjectID;
import org.apache.skywalking.oap.meter.analyzer.k8s.K8sInfoRegistry;

import com.google.common.cache.LoadingCache;

/** Tells upstream's registry about pods, so that it does not ask Kubernetes. */
final class KnownPods {

    private KnownPods() {
    }

    /** Every pair of a pod and a namespace of these names is known; some pods have no service. */
    @SuppressWarnings("unchecked")
    static void of(Iterable<String> names) throws ReflectiveOperationException {
        var services = (LoadingCache<ObjectID, ObjectID>) MethodHandles.privateLookupIn(K8sInfoRegistry.class, MethodHandles.lookup())
                .findVarHandle(K8sInfoRegistry.class, "podServiceMap", LoadingCache.class).get(K8sInfoRegistry.getInstance());
        for (var pod : names) {
            for (var namespace : names) {
                services.put(ObjectID.builder().name(pod).namespace(namespace).build(),
                        pod.hashCode() % 3 == 0 ? ObjectID.EMPTY : ObjectID.builder().name("of-" + pod).namespace(namespace).build());
            }
        }
    }
}
