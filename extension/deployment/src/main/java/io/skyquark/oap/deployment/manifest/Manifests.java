// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.manifest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The documents, as YAML. Kubernetes' are of the API versions that every cluster since 1.25 has. */
final class Manifests {

    private static final String BANYANDB = "skywalking-banyandb";
    private static final int BANYANDB_GRPC = 17_912;
    private static final int BANYANDB_HTTP = 17_913;
    private static final String UI = "skywalking-ui";
    private static final int UI_PORT = 8080;
    private static final int OAP_GRPC = 11_800;
    private static final int OAP_HTTP = 12_800;

    private final ManifestConfig config;
    private final String server;
    private final String image;

    /**
     * @param server the name of the server's deployment and service
     * @param image the server's image
     */
    Manifests(ManifestConfig config, String server, String image) {
        this.config = config;
        this.server = server;
        this.image = image;
    }

    /** One BanyanDB with a volume of its own; a cluster of it takes BanyanDB's own Helm chart. */
    String banyandb() {
        var probe = httpProbe("/api/healthz", BANYANDB_HTTP);
        var container = map("name", BANYANDB, "image", config.banyandbImage(),
            "args", List.of("standalone", "--stream-root-path=/data/stream", "--measure-root-path=/data/measure", "--metadata-root-path=/data/metadata"),
            "ports", List.of(containerPort("grpc", BANYANDB_GRPC), containerPort("http", BANYANDB_HTTP)),
            "readinessProbe", probe, "livenessProbe", map("httpGet", probe.get("httpGet"), "periodSeconds", 10, "failureThreshold", 6),
            "resources", resources("500m", "1Gi", "4Gi"),
            "volumeMounts", List.of(map("name", "data", "mountPath", "/data")));
        var claim = map("metadata", map("name", "data"), "spec", map("accessModes", List.of("ReadWriteOnce"),
            "resources", map("requests", map("storage", config.banyandbStorage()))));
        var stateful = map("apiVersion", "apps/v1", "kind", "StatefulSet", "metadata", metadata(BANYANDB),
            "spec", map("serviceName", BANYANDB, "replicas", 1, "selector", map("matchLabels", selector(BANYANDB)),
                "template", pod(BANYANDB, map("containers", List.of(container))), "volumeClaimTemplates", List.of(claim)));
        return yaml(stateful, service(BANYANDB, servicePort("grpc", BANYANDB_GRPC), servicePort("http", BANYANDB_HTTP)));
    }

    String ui() {
        var container = map("name", UI, "image", config.uiImage(), "ports", List.of(containerPort("http", UI_PORT)),
            "env", List.of(map("name", "SW_OAP_ADDRESS", "value", "http://" + server + ":" + OAP_HTTP)),
            "readinessProbe", httpProbe("/", UI_PORT), "resources", resources("100m", "512Mi", "512Mi"));
        var deployment = map("apiVersion", "apps/v1", "kind", "Deployment", "metadata", metadata(UI),
            "spec", map("replicas", 1, "selector", map("matchLabels", selector(UI)), "template", pod(UI, map("containers", List.of(container)))));
        return yaml(deployment, service(UI, servicePort("http", UI_PORT)));
    }

    /** Creates what the storage lacks; the servers, in mode no-init, wait for it. */
    String init() {
        var name = server + "-init";
        var container = map("name", name, "image", image, "env", List.of(
            map("name", "QUARKUS_SKYWALKING_MODE", "value", "init"),
            map("name", "SW_STORAGE", "value", "banyandb"),
            map("name", "SW_STORAGE_BANYANDB_TARGETS", "value", BANYANDB + ":" + BANYANDB_GRPC)), "resources", resources("500m", "1Gi", "2Gi"));
        return yaml(map("apiVersion", "batch/v1", "kind", "Job", "metadata", metadata(name),
            "spec", map("backoffLimit", 20, "template", pod(name, map("restartPolicy", "OnFailure", "containers", List.of(container))))));
    }

    String autoscaler() {
        var goals = config.autoscaler();
        return yaml(map("apiVersion", "autoscaling/v2", "kind", "HorizontalPodAutoscaler", "metadata", metadata(server),
            "spec", map("scaleTargetRef", map("apiVersion", "apps/v1", "kind", "Deployment", "name", server),
                "minReplicas", goals.minReplicas(), "maxReplicas", goals.maxReplicas(),
                "metrics", List.of(
                    map("type", "Resource", "resource", map("name", "cpu", "target", map("type", "Utilization", "averageUtilization", goals.cpu()))),
                    map("type", "Pods", "pods", map("metric", map("name", "oap_grpc_calls_active"),
                        "target", map("type", "AverageValue", "averageValue", String.valueOf(goals.activeCalls()))))),
                // Metrics change hands each time: one server at a time, and not for a short rest.
                "behavior", map("scaleDown", map("stabilizationWindowSeconds", 600, "policies", List.of(map("type", "Pods", "value", 1, "periodSeconds", 120)))))));
    }

    /** BanyanDB, one server and the UI on one machine. */
    String compose() {
        var banyandb = map("image", config.banyandbImage(),
            "command", "standalone --stream-root-path=/data/stream --measure-root-path=/data/measure --metadata-root-path=/data/metadata",
            "volumes", List.of("banyandb:/data"), "restart", "unless-stopped");
        var oap = map("image", image, "depends_on", List.of("banyandb"),
            "environment", map("SW_STORAGE", "banyandb", "SW_STORAGE_BANYANDB_TARGETS", "banyandb:" + BANYANDB_GRPC),
            "ports", List.of(OAP_GRPC + ":" + OAP_GRPC, OAP_HTTP + ":" + OAP_HTTP), "restart", "unless-stopped", "stop_grace_period", "30s");
        var ui = map("image", config.uiImage(), "depends_on", List.of("oap"), "environment", map("SW_OAP_ADDRESS", "http://oap:" + OAP_HTTP),
            "ports", List.of(UI_PORT + ":" + UI_PORT), "restart", "unless-stopped");
        return yaml(map("name", "skywalking", "services", map("banyandb", banyandb, "oap", oap, "ui", ui), "volumes", map("banyandb", Map.of())));
    }

    private static Map<String, Object> metadata(String name) {
        return map("name", name, "labels", map("app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "skywalking"));
    }

    private static Map<String, Object> selector(String name) {
        return map("app.kubernetes.io/name", name);
    }

    private static Map<String, Object> pod(String name, Map<String, Object> spec) {
        return map("metadata", map("labels", map("app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "skywalking")), "spec", spec);
    }

    @SafeVarargs
    private static Map<String, Object> service(String name, Map<String, Object>... ports) {
        return map("apiVersion", "v1", "kind", "Service", "metadata", metadata(name), "spec", map("selector", selector(name), "ports", List.of(ports)));
    }

    private static Map<String, Object> containerPort(String name, int port) {
        return map("name", name, "containerPort", port);
    }

    private static Map<String, Object> servicePort(String name, int port) {
        return map("name", name, "port", port, "targetPort", port);
    }

    private static Map<String, Object> httpProbe(String path, int port) {
        return map("httpGet", map("path", path, "port", port), "periodSeconds", 5, "failureThreshold", 6);
    }

    private static Map<String, Object> resources(String cpu, String memory, String mostMemory) {
        return map("requests", map("cpu", cpu, "memory", memory), "limits", map("memory", mostMemory));
    }

    /** In the order given, which {@link Map#of} does not keep. */
    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static String yaml(Object... documents) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setWidth(160);
        return Arrays.stream(documents).map(document -> "---\n" + new Yaml(options).dump(plain(document))).collect(Collectors.joining());
    }

    /** Without shared parts, which YAML would write as references. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(key, plain(entry)));
            return copy;
        }
        return value instanceof List<?> list ? list.stream().map(Manifests::plain).toList() : value;
    }
}
