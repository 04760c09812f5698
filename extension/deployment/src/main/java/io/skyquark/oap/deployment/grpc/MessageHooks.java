// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

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

    /** The rules by which Envoy's messages are validated, each with two lists of its type; nobody makes one, but native linking looks at all methods. */
    static final List<String> VALIDATED_TYPES = List.of("Double", "Enum", "Fixed32", "Fixed64", "Float", "Int32", "Int64", "SFixed32", "SFixed64", "SInt32", "SInt64",
        "UInt32", "UInt64");

    private static final String DESCRIPTOR = "com.google.protobuf.Descriptors$FileDescriptor";

    /** The files of Envoy's and BanyanDB's protocols with validation rules and other options beside their fields. */
    static final List<String> WITH_OPTIONS = Stream.concat(
        Stream.of("config.core.v3.Address", "config.core.v3.Backoff", "config.core.v3.Base", "config.core.v3.HttpUri", "config.core.v3.SocketOption",
            "data.accesslog.v3.Accesslog", "service.accesslog.v3.Als", "service.metrics.v3.MetricsService", "type.v3.Percent", "type.v3.SemanticVersion")
            .map(name -> "io.envoyproxy.envoy." + name + "Proto"),
        Stream.of("Stream", "Property", "Database", "Measure", "Common")
            .map(name -> "org.apache.skywalking.banyandb." + name.toLowerCase(Locale.ROOT) + ".v1.Banyandb" + name)).toList();

    @BuildStep
    void listsOfNumbers(BuildProducer<UpstreamHookBuildItem> hooks) {
        MESSAGES.forEach((message, sites) -> hooks.produce(hook(message, sites)));
        VALIDATED_TYPES.forEach(type -> hooks.produce(hook("io.envoyproxy.pgv.validate.Validate$" + type + "Rules", 14)));
    }

    /** Where rules and routes that the compiler of messages wrote beside fields would be parsed, once more with each file of messages. */
    @BuildStep
    void optionsOfDescriptors(BuildProducer<UpstreamHookBuildItem> hooks) {
        WITH_OPTIONS.forEach(file -> hooks.produce(Hooks.redirectCall(file, DESCRIPTOR, "internalUpdateFileDescriptor",
            "(L" + DESCRIPTOR.replace('.', '/') + ";Lcom/google/protobuf/ExtensionRegistry;)V", "io.skyquark.oap.runtime.grpc.MessageOptions", 1,
            "nobody reads the options of its fields, and a native image would hold the messages that these are")));
    }

    private static UpstreamHookBuildItem hook(String message, int sites) {
        return Hooks.remap(message, "com.google.protobuf.GeneratedMessageV3", "io.skyquark.oap.runtime.grpc.ListMessage", sites,
            "it was generated for an older protobuf, whose methods for lists of numbers are gone");
    }
}
