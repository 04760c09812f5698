// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import java.util.Map;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Messages of upstream that need methods which the application's protobuf has not any more. */
class MessageHooks {

    /** Class to the number of its mentions of {@code GeneratedMessageV3}: every message that has a list of numbers or booleans. */
    static final Map<String, Integer> MESSAGES = Map.of(
        "io.opentelemetry.proto.metrics.v1.HistogramDataPoint", 14,
        "io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint$Buckets", 14,
        "io.opentelemetry.proto.metrics.firehose.v0_7.DoubleHistogramDataPoint", 14,
        "io.opentelemetry.proto.metrics.firehose.v0_7.IntHistogramDataPoint", 14,
        "org.apache.skywalking.oap.server.core.remote.grpc.proto.RemoteData", 16,
        "io.cilium.api.flow.FlowFilter", 35);

    @BuildStep
    void listsOfNumbers(BuildProducer<UpstreamHookBuildItem> hooks) {
        MESSAGES.forEach((message, sites) -> hooks.produce(Hooks.remap(message, "com.google.protobuf.GeneratedMessageV3",
            "io.skyquark.oap.server.grpc.ListMessage", sites, "it was generated for an older protobuf, whose methods for lists of numbers are gone")));
    }
}
