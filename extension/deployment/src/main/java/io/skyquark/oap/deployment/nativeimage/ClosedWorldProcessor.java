// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.TransformedClassesBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageSystemPropertyBuildItem;
import io.quarkus.deployment.pkg.builditem.ArtifactResultBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.skyquark.oap.deployment.LateProblems;
import io.skyquark.oap.deployment.scan.MessageArchivesBuildItem;
import io.skyquark.oap.deployment.spi.ClosedWorldExceptionBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;

/**
 * Proves that nothing which the server can run generates classes, runs scripts, scans the class path or discovers implementations: in upstream's classes as
 * the hooks leave them, in ours, and in those that the build generates.
 */
class ClosedWorldProcessor {

    private static final Logger LOG = Logger.getLogger(ClosedWorldProcessor.class);

    /** What upstream does nevertheless, each with its reason; hooks have left nothing. */
    private static final List<ClosedWorldExceptionBuildItem> EXCEPTIONS = List.of();

    @BuildStep
    void declareExceptions(BuildProducer<ClosedWorldExceptionBuildItem> exceptions) {
        EXCEPTIONS.forEach(exceptions::produce);
    }

    /**
     * Runs where something is packaged, JVM and native alike: no other launch mode asks for an artifact. The other item is there for the order: no image is
     * built before the proof.
     */
    @BuildStep
    @Produce(ArtifactResultBuildItem.class)
    @Produce(NativeImageSystemPropertyBuildItem.class)
    void prove(ApplicationArchivesBuildItem archives, MessageArchivesBuildItem messages, TransformedClassesBuildItem transformed,
               List<GeneratedClassBuildItem> generated, List<ReflectionBuildItem> reflection,
               List<ClosedWorldExceptionBuildItem> exceptions, CurateOutcomeBuildItem curated,
               List<ProblemBuildItem> earlier) {
        if (!earlier.isEmpty()) {
            // The build fails with these; what a broken hook leaves says nothing.
            return;
        }
        long start = System.nanoTime();
        var files = new RunTimeClassFiles(archives, messages.otherClasses(), transformed, generated);
        var world = new ClosedWorld(new ClassHierarchy(files::own, files::any));
        files.ours().forEach(world::startFrom);
        files.generated().forEach(world::startFrom);
        reflection.stream().filter(item -> item.access() != Access.CLASS)
            .forEach(item -> item.classNames().forEach(name -> world.startFromObject(name.replace('.', '/'))));
        var problems = new ArrayList<>(ClosedWorldProblems.ofLibraries(curated.getApplicationModel().getRuntimeDependencies()));
        problems.addAll(ClosedWorldProblems.of(world.findings(), exceptions));
        LOG.debugf("Walked what the server can run in %d ms", (System.nanoTime() - start) / 1_000_000);
        LateProblems.failOn(problems);
    }
}
