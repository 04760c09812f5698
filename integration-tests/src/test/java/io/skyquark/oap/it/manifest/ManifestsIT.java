// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The manifests that the build of the server writes, against Kubernetes' own types and schemas. */
class ManifestsIT {

    private static final Path FOLDER = Path.of(System.getProperty("oap.manifests"), "kubernetes");
    private static final Path COMPOSE = Path.of(System.getProperty("oap.manifests"), "docker-compose", "docker-compose.yml");
    private static final String SERVER = "skywalking-oap";

    @BeforeAll
    static void built() {
        assumeTrue(Files.exists(FOLDER), () -> "skipped: " + FOLDER.normalize() + " is not there; run mvn package first");
    }

    @Test
    void everyDocumentIsOfAKnownTypeWithKnownProperties() throws IOException {
        for (var resource : resources()) {
            assertThat(resource).as("%s %s", resource.getKind(), resource.getMetadata().getName()).isNotInstanceOf(GenericKubernetesResource.class);
            assertThat(unknown(resource.getKind(), resource)).as("properties of %s that Kubernetes does not know", resource.getMetadata().getName()).isEmpty();
        }
    }

    /** {@code pip install kubernetes-validate} brings the schemas. */
    @Test
    void everyDocumentFitsItsSchema() throws Exception {
        assumeTrue(run("python3", "-c", "import kubernetes_validate").exit() == 0, "skipped: there are no schemas; run pip install kubernetes-validate");
        var command = new ArrayList<>(List.of("python3", "-c", """
            import sys, yaml, kubernetes_validate
            for name in sys.argv[1:]:
                for document in filter(None, yaml.safe_load_all(open(name))):
                    kubernetes_validate.validate(document, '1.32', strict=True)
                    print(name, document['kind'], document['metadata']['name'])
            """));
        files().forEach(file -> command.add(file.toString()));
        var result = run(command.toArray(String[]::new));
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output().lines()).hasSize(resources().size());
    }

    @Test
    void theServerIsDescribed() throws IOException {
        var all = resources();
        var pod = one(all, Deployment.class, SERVER).getSpec().getTemplate().getSpec();
        var container = pod.getContainers().get(0);
        assertThat(container.getPorts()).extracting(port -> port.getContainerPort()).contains(11_800, 12_800, 9_090, 3_100, 12_801);
        assertThat(List.of(container.getReadinessProbe(), container.getLivenessProbe(), container.getStartupProbe())).extracting(ManifestsIT::path)
            .containsExactly("/q/health/ready", "/q/health/live", "/q/health/started");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getEnv()).filteredOn(variable -> variable.getValueFrom() != null)
            .extracting(variable -> variable.getName() + "=" + variable.getValueFrom().getFieldRef().getFieldPath())
            .contains("SKYWALKING_COLLECTOR_UID=metadata.uid", "SW_CLUSTER_K8S_NAMESPACE=metadata.namespace");
        assertThat(container.getEnv()).extracting(variable -> variable.getName() + "=" + variable.getValue())
            .contains("SW_CLUSTER=kubernetes", "SW_STORAGE=banyandb", "QUARKUS_SKYWALKING_MODE=no-init", "SW_CLUSTER_K8S_LABEL=app.kubernetes.io/name=" + SERVER);
        assertThat(one(all, Deployment.class, SERVER).getSpec().getTemplate().getMetadata().getLabels()).containsEntry("app.kubernetes.io/name", SERVER);
        assertThat(one(all, Service.class, SERVER).getSpec().getPorts()).extracting(port -> port.getPort()).contains(11_800, 12_800, 9_090, 3_100, 12_801);
        var rule = one(all, Role.class, SERVER).getRules().get(0);
        assertThat(rule.getApiGroups()).containsExactly("");
        assertThat(rule.getResources()).containsExactlyInAnyOrder("pods", "configmaps");
        assertThat(rule.getVerbs()).containsExactlyInAnyOrder("get", "list", "watch");
        var binding = one(all, RoleBinding.class, SERVER);
        assertThat(binding.getRoleRef().getName()).isEqualTo(SERVER);
        assertThat(binding.getSubjects()).extracting(subject -> subject.getKind() + " " + subject.getName()).containsExactly("ServiceAccount " + pod.getServiceAccountName());
        assertThat(one(all, Job.class, SERVER + "-init").getSpec().getTemplate().getSpec().getContainers().get(0).getImage()).isEqualTo(container.getImage());
        assertThat(one(all, HorizontalPodAutoscaler.class, SERVER).getSpec().getMetrics()).extracting(metric -> metric.getType()).containsExactly("Resource", "Pods");
    }

    @Test
    void theComposeFileHasTheThreeServices() throws IOException {
        Map<String, Map<String, ?>> compose = new Yaml().load(Files.readString(COMPOSE));
        assertThat(compose.get("services").keySet()).containsExactly("banyandb", "oap", "ui");
        assertThat(((Map<?, ?>) compose.get("services").get("banyandb")).get("image")).isEqualTo("apache/skywalking-banyandb:0.7.0");
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPath();
    }

    private static <T extends HasMetadata> T one(List<HasMetadata> all, Class<T> type, String name) {
        var found = all.stream().filter(type::isInstance).map(type::cast).filter(resource -> resource.getMetadata().getName().equals(name)).toList();
        assertThat(found).as("%s %s", type.getSimpleName(), name).hasSize(1);
        return found.get(0);
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
        }
    }

    private static List<HasMetadata> resources() throws IOException {
        List<HasMetadata> resources = new ArrayList<>();
        for (var file : files()) {
            for (var document : new Yaml().loadAll(Files.readString(file))) {
                if (document != null) {
                    resources.add((HasMetadata) new KubernetesSerialization().unmarshal(new Yaml().dump(document)));
                }
            }
        }
        assertThat(resources).hasSizeGreaterThan(8);
        return resources;
    }

    /** Fabric8's types keep what they do not know aside. */
    private static List<String> unknown(String path, Object value) {
        List<String> unknown = new ArrayList<>();
        if (value instanceof Collection<?> items) {
            items.forEach(item -> unknown.addAll(unknown(path, item)));
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model.")) {
            for (var method : value.getClass().getMethods()) {
                if (method.getParameterCount() == 0 && method.getName().startsWith("get") && !method.isAnnotationPresent(Deprecated.class)) {
                    var property = method.getName().substring(3);
                    var found = invoke(method, value);
                    if (property.equals("AdditionalProperties")) {
                        ((Map<?, ?>) found).keySet().forEach(key -> unknown.add(path + "." + key));
                    } else {
                        unknown.addAll(unknown(path + "." + property, found));
                    }
                }
            }
        }
        return unknown;
    }

    private static Object invoke(Method method, Object value) {
        try {
            return method.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    private record Result(int exit, String output) {
    }

    private static Result run(String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile("manifests", ".txt");
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(String.join(" ", command)).isTrue();
        return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
