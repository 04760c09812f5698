// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.nativeimage.ExcludeConfigBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveFieldBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.maven.dependency.ResolvedDependency;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;

/**
 * Of Armeria, the server's requests and answers are in use, and what these are made of: collections and caches that its archive has copies of. Its own
 * metadata, for thousands of classes, serves a server and clients that never start here; the part about the copies is taken over.
 */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
class ArmeriaProcessor {

    private static final String FOLDER = "META-INF/native-image/com.linecorp.armeria/armeria/";
    private static final String SHADED = "com.linecorp.armeria.internal.shaded.";
    /** Beginning of the names of classes to what is looked for. */
    private static final Map<String, String> IN_USE = Map.of(
        SHADED + "jctools.", "the map of header names finds its fields by name",
        SHADED + "caffeine.", "a cache creates the class that fits its settings by name",
        "com.linecorp.armeria.common.Http", "the names of headers are collected from the constants");

    @BuildStep
    ReflectionBuildItem cacheLoader() {
        return new ReflectionBuildItem(List.of(SHADED + "caffeine.cache.CacheLoader"), Access.METHODS, "a cache asks whether its loader loads many values at once");
    }

    @BuildStep
    ExcludeConfigBuildItem leaveOut() {
        return new ExcludeConfigBuildItem("com\\.linecorp\\.armeria\\.armeria", "/META-INF/native-image/.*");
    }

    @BuildStep
    void takeOver(CurateOutcomeBuildItem application, BuildProducer<ReflectionBuildItem> classes, BuildProducer<ReflectiveFieldBuildItem> fields) {
        for (ResolvedDependency dependency : application.getApplicationModel().getRuntimeDependencies()) {
            if (dependency.getArtifactId().equals("armeria")) {
                dependency.getContentTree().accept(FOLDER + "reflect-config.json", visit -> {
                    if (visit == null) {
                        throw new IllegalStateException(dependency.toCompactCoords() + " has no " + FOLDER + "reflect-config.json any more: review what takes its place");
                    }
                    try (var in = Files.newInputStream(visit.getPath())) {
                        new ObjectMapper().readTree(in).forEach(entry -> takeOver(entry, classes, fields));
                    } catch (IOException e) {
                        throw new UncheckedIOException("cannot read the metadata of " + dependency.toCompactCoords(), e);
                    }
                });
            }
        }
    }

    private static void takeOver(JsonNode entry, BuildProducer<ReflectionBuildItem> classes, BuildProducer<ReflectiveFieldBuildItem> fields) {
        var name = entry.path("name").asText();
        if (name.equals(Thread.class.getName())) {
            fields(entry, "caches spread their threads over buffers", fields);
        }
        IN_USE.forEach((beginning, reason) -> {
            if (name.startsWith(beginning)) {
                classes.produce(new ReflectionBuildItem(name, entry.path("allDeclaredFields").asBoolean() ? Access.INSTANCES_AND_FIELDS : Access.INSTANCES, reason));
                fields(entry, reason, fields);
            }
        });
    }

    private static void fields(JsonNode entry, String reason, BuildProducer<ReflectiveFieldBuildItem> fields) {
        entry.path("fields").forEach(field -> fields.produce(new ReflectiveFieldBuildItem(reason, entry.path("name").asText(), field.path("name").asText())));
    }
}
