// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.CompositeIndex;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexReader;
import org.jboss.jandex.IndexView;

import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.maven.dependency.ResolvedDependency;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;

/**
 * What the Kubernetes client finds by name, and the resources that upstream reads with it. The client knows some thousand kinds; those that upstream's code
 * names are in the image, with all that they consist of.
 */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
class KubernetesProcessor {

    private static final String GROUP = "io.fabric8";
    private static final String CLIENT = "io.fabric8.kubernetes.client.";
    private static final String MODEL = "io.fabric8.kubernetes.api.model.";
    private static final Set<DotName> RESOURCES = Stream.of("KubernetesResource", "KubernetesResourceList", "HasMetadata")
        .map(name -> DotName.createSimple(MODEL + name)).collect(Collectors.toSet());

    /** What the client itself exchanges with the API server and reads from a kubeconfig file. */
    private static final List<String> OF_THE_CLIENT = List.of(MODEL + "Status", MODEL + "WatchEvent", MODEL + "ListOptions", MODEL + "GetOptions",
        MODEL + "DeleteOptions", MODEL + "Config");

    @BuildStep
    void services(BuildProducer<ServiceProviderBuildItem> services) {
        services.produce(ServiceProviderBuildItem.allProvidersFromClassPath(CLIENT + "http.HttpClient$Factory"));
        services.produce(ServiceProviderBuildItem.allProvidersFromClassPath(CLIENT + "extension.ExtensionAdapter"));
    }

    @BuildStep
    void client(BuildProducer<ReflectionBuildItem> reflection) {
        reflection.produce(new ReflectionBuildItem(CLIENT + "impl.KubernetesClientImpl", Access.INSTANCES, "the builder of the Kubernetes client creates it by name"));
    }

    @BuildStep
    void resources(CombinedIndexBuildItem combined, CurateOutcomeBuildItem application, BuildProducer<ReflectionBuildItem> reflection) {
        var models = models(application.getApplicationModel());
        var named = new TreeSet<>(OF_THE_CLIENT);
        UpstreamBytecode.read(combined.getIndex()).forEach(type -> UpstreamBytecode.references(type).stream().filter(name -> isResource(name, models)).forEach(named::add));
        // The client asks for lists of them.
        named.addAll(named.stream().map(name -> name + "List").toList());
        named.removeIf(name -> models.getClassByName(DotName.createSimple(name)) == null || models.getClassByName(DotName.createSimple(name)).isInterface());
        named.forEach(name -> reflection.produce(new ReflectionBuildItem(name, Access.CONTENT, "JSON that the Kubernetes client exchanges with the API server", models)));
        for (var library : List.of("com.fasterxml.jackson.databind.JsonDeserializer", "com.fasterxml.jackson.databind.JsonSerializer",
            "com.fasterxml.jackson.databind.deser.std.StdDeserializer", "com.fasterxml.jackson.databind.ser.std.StdSerializer")) {
            Set<String> own = new TreeSet<>();
            models.getAllKnownSubclasses(DotName.createSimple(library)).forEach(found -> own.add(found.name().toString()));
            if (!own.isEmpty()) {
                reflection.produce(new ReflectionBuildItem(own, Access.INSTANCES, "annotations of Kubernetes resources name it"));
            }
        }
    }

    private static boolean isResource(String name, IndexView models) {
        for (var type = models.getClassByName(DotName.createSimple(name)); type != null;
             type = type.superName() == null ? null : models.getClassByName(type.superName())) {
            if (type.interfaceNames().stream().anyMatch(RESOURCES::contains)) {
                return true;
            }
        }
        return false;
    }

    /** The indexes in the client's own archives; in the application's index they would make every kind a part of the image. */
    private static IndexView models(ApplicationModel application) {
        Collection<IndexView> indexes = new ArrayList<>();
        for (ResolvedDependency dependency : application.getRuntimeDependencies()) {
            if (dependency.getGroupId().equals(GROUP)) {
                dependency.getContentTree().accept("META-INF/jandex.idx", visit -> {
                    if (visit != null) {
                        try (var in = Files.newInputStream(visit.getPath())) {
                            indexes.add(new IndexReader(in).read());
                        } catch (IOException e) {
                            throw new UncheckedIOException("cannot read the index of " + dependency.toCompactCoords(), e);
                        }
                    }
                });
            }
        }
        return CompositeIndex.create(indexes);
    }
}
