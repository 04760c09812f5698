// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.library;

import java.util.List;
import java.util.Map;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Upstream's uses of libraries that the application has in a newer version, or not at all. */
class LibraryHooks {

    /** For hooks in classes of libraries: in development these stay while the server's own module is replaced, and cannot link it. */
    private static final String OURS = "io.skyquark.oap.runtime.library.";

    /** Upstream's name of a type of Istio, to what the model generated from newer definitions calls it. */
    static final Map<String, String> ISTIO = Map.of(
        "ServiceEntryResolution", "io.fabric8.istio.api.api.networking.v1alpha3.ServiceEntryResolution",
        "ServiceEntrySpec", "io.fabric8.istio.api.api.networking.v1alpha3.ServiceEntry",
        "WorkloadEntrySpec", "io.fabric8.istio.api.api.networking.v1alpha3.WorkloadEntry");
    private static final String REGISTRY = "org.apache.skywalking.oap.server.receiver.envoy.als.istio.IstioServiceEntryRegistry";

    private static final String KAFKA = "org.apache.kafka.common.";

    /** The cache loader and the table of its switch. */
    private static final Map<String, Map<String, Integer>> ISTIO_USES = Map.of(
        REGISTRY + "$1", Map.of("ServiceEntryResolution", 5, "ServiceEntrySpec", 11, "WorkloadEntrySpec", 2),
        REGISTRY + "$2", Map.of("ServiceEntryResolution", 11));

    @BuildStep
    void istioModel(BuildProducer<UpstreamHookBuildItem> hooks) {
        ISTIO_USES.forEach((user, types) -> types.forEach((type, sites) -> hooks.produce(Hooks.remap(user, "io.fabric8.istio.api.networking.v1beta1." + type,
            ISTIO.get(type), sites, "the type has another name in the Istio model of the Kubernetes client"))));
    }

    @BuildStep
    UpstreamHookBuildItem oldLog() {
        return Hooks.remap("org.apache.skywalking.oap.server.fetcher.cilium.nodes.CiliumNodeManager", "org.apache.log4j.helpers.LogLog",
            "io.skyquark.oap.server.logging.LogLog", 1, "the internal log of log4j 1 is not on the class path");
    }

    @BuildStep
    UpstreamHookBuildItem writer() {
        return Hooks.remap("org.apache.skywalking.oap.server.telemetry.prometheus.httpserver.HttpServerHandler",
            "org.apache.logging.log4j.core.util.StringBuilderWriter", "io.skyquark.oap.server.telemetry.TextWriter", 9, "log4j-core is not on the class path");
    }

    /** Micrometer brings a newer Prometheus client, which names counters otherwise and takes these for the gauge beside them. */
    @BuildStep
    void olderPrometheusClient(BuildProducer<UpstreamHookBuildItem> hooks) {
        hooks.produce(Hooks.remap("org.apache.skywalking.oap.server.telemetry.prometheus.httpserver.HttpServerHandler",
            "io.prometheus.client.exporter.common.TextFormat", "io.skyquark.oap.server.telemetry.MetricsPage", 1, "the names of metrics stay upstream's"));
        hooks.produce(Hooks.remap("io.prometheus.client.hotspot.ClassLoadingExports", "io.prometheus.client.CounterMetricFamily",
            "io.prometheus.client.GaugeMetricFamily", 4, "jvm_classes_loaded and jvm_classes_loaded_total would be one name"));
    }

    @BuildStep
    UpstreamHookBuildItem figuresOfTheProcess() {
        return Hooks.delegate("io.prometheus.client.hotspot.StandardExports", "callLongGetter", "(Ljava/lang/String;Ljava/lang/Object;)Ljava/lang/Long;",
            OURS + "ProcessFigures", "a native image has no getters by name");
    }

    @BuildStep
    void listsOfKubernetesResources(BuildProducer<UpstreamHookBuildItem> hooks) {
        Map.of("KubernetesListBuilder", 5, "KubernetesListFluent", 1).forEach((builder, sites) -> hooks.produce(Hooks.remap(
            "io.fabric8.kubernetes.internal.KubernetesDeserializer", "io.fabric8.kubernetes.api.model." + builder, OURS + "KubernetesLists", sites,
            "a list is made without the builders of all kinds, 5,000 methods of a native image")));
    }

    @BuildStep
    UpstreamHookBuildItem namesOfKubernetesServices() {
        return Hooks.remap("org.apache.skywalking.oap.server.receiver.envoy.als.k8s.ServiceNameFormatter", "org.apache.commons.beanutils.PropertyUtils",
            "io.skyquark.oap.server.kubernetes.ResourceProperties", 1, "a native image has no getters by name, and the library wants another that is not on the class path");
    }

    @BuildStep
    UpstreamHookBuildItem settersOfServiceNames() {
        return Hooks.redirectCall("org.apache.skywalking.oap.server.library.util.FieldsHelper", "java.lang.invoke.LambdaMetafactory", "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;"
                + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;", "io.skyquark.oap.server.envoy.SetterCalls", 1, "it generates a class for each setter");
    }

    @BuildStep
    UpstreamHookBuildItem clientsOfHubble() {
        return Hooks.remap("org.apache.skywalking.oap.server.fetcher.cilium.CiliumFetcherProvider",
            "org.apache.skywalking.oap.server.fetcher.cilium.nodes.GrpcStubBuilder", "io.skyquark.oap.server.cilium.HubbleClients", 2,
            "the gRPC client that everything else has, in place of Armeria's");
    }

    private record Replaced(String ours, int sites) {
    }

    @BuildStep
    void hostsOfServiceEntries(BuildProducer<UpstreamHookBuildItem> hooks) {
        Map.of("endpoint.dns.DnsAddressEndpointGroup", new Replaced("HostAddresses", 16), "Endpoint", new Replaced("HostAddresses$Address", 5)).forEach(
            (type, by) -> hooks.produce(Hooks.remap(REGISTRY + "$1", "com.linecorp.armeria.client." + type, "io.skyquark.oap.server.envoy." + by.ours, by.sites,
                "the JDK's resolver, in place of Armeria's")));
    }

    @BuildStep
    UpstreamHookBuildItem newerKafka() {
        return Hooks.renameCall("org.apache.skywalking.oap.server.analyzer.agent.kafka.KafkaFetcherHandlerRegister",
            "org.apache.kafka.clients.admin.DescribeTopicsResult", "values", "()Ljava/util/Map;", "topicNameValues", 1,
            "Kafka 4 has no method of the old name");
    }

    @BuildStep
    UpstreamHookBuildItem fetchingFromKafka() {
        return Hooks.interceptCall("org.apache.skywalking.oap.server.analyzer.agent.kafka.KafkaFetcherHandlerRegister",
            "java.util.concurrent.ThreadPoolExecutor", "submit", "(Ljava/lang/Runnable;)Ljava/util/concurrent/Future;",
            "io.skyquark.oap.server.lifecycle.OapExecutors", "java.util.concurrent.ThreadPoolExecutor", 2, "a fetcher that an error ends says nothing");
    }

    @BuildStep
    void clientsOfKafka(BuildProducer<UpstreamHookBuildItem> hooks) {
        var ours = OURS + "KafkaClients";
        hooks.produce(Hooks.delegate("org.apache.kafka.clients.CommonClientConfigs", "telemetryReporter",
            "(Ljava/lang/String;Lorg/apache/kafka/common/config/AbstractConfig;)Ljava/util/Optional;", ours,
            "upstream's clients do not push metrics to the broker, and copies of protobuf and OpenTelemetry would be for nothing else"));
        hooks.produce(Hooks.delegate(KAFKA + "network.SaslChannelBuilder", "buildServerAuthenticator",
            "(Ljava/util/Map;Ljava/util/Map;Ljava/lang/String;Lorg/apache/kafka/common/network/TransportLayer;Ljava/util/Map;Ljava/util/Map;"
                + "Lorg/apache/kafka/common/network/ChannelMetadataRegistry;)Lorg/apache/kafka/common/security/authenticator/SaslServerAuthenticator;", ours,
            "it would read every request that a broker knows"));
        hooks.produce(Hooks.delegate(KAFKA + "requests.AbstractResponse", "parseResponse",
            "(Lorg/apache/kafka/common/protocol/ApiKeys;Lorg/apache/kafka/common/protocol/Readable;S)Lorg/apache/kafka/common/requests/AbstractResponse;", ours,
            "two of three answers are to requests that no client of upstream sends"));
    }

    /** Upstream's own getters are called by generated code; where graphql-java is left to find one, it does without a class made for it. */
    @BuildStep
    UpstreamHookBuildItem gettersOfGraphQl() {
        return Hooks.delegate("graphql.schema.fetching.LambdaFetchingSupport", "createGetter", "(Ljava/lang/Class;Ljava/lang/String;)Ljava/util/Optional;",
            OURS + "GraphQlEngine", "it generates a class for each");
    }

    @BuildStep
    UpstreamHookBuildItem noFederation() {
        var config = "io.smallrye.graphql.spi.config.Config";
        return Hooks.interceptCall("io.smallrye.graphql.execution.ExecutionService", config, "isFederationEnabled", "()Z", OURS + "GraphQlEngine", config, 1,
            "upstream's protocol is no part of one, and a native image would hold the messages of its traces");
    }

    /** The Prometheus client tries two tracers that nothing here has, and lives with their absence; native linking does not. */
    @BuildStep
    void noTracers(BuildProducer<UpstreamHookBuildItem> hooks) {
        List.of("otel.OpenTelemetrySpanContextSupplier", "otel_agent.OpenTelemetryAgentSpanContextSupplier").forEach(tracer -> hooks.produce(
            Hooks.remap("io.prometheus.client.exemplars.Tracer", "io.prometheus.client.exemplars.tracer." + tracer,
                OURS + "NoTracer", 3, "the OpenTelemetry API is not on the class path")));
    }
}
