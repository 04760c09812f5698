// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.lifecycle;

import static io.quarkus.deployment.annotations.ExecutionTime.RUNTIME_INIT;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.configuration.ClassLoadingConfig;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.runtime.LiveReloadRecorder;

/**
 * OAP keeps its state in statics, so a live reload must replace its classes too, which Quarkus does only for artifacts that the application names.
 */
class LiveReloadProcessor {

    private static final String OAP_GROUP = "org.apache.skywalking";
    /** They consist of messages and stubs, which keep no state: classes and descriptors that need not be read again at each reload. */
    private static final Set<String> MESSAGES = Set.of("apm-network", "fetcher-proto", "receiver-proto");
    private static final String SERVER = "quarkus-skywalking-oap-server";
    private static final String KEY = "quarkus.class-loading.reloadable-artifacts";

    @BuildStep(onlyIf = IsDevelopment.class)
    void checkReloadableArtifacts(ClassLoadingConfig config, CurateOutcomeBuildItem application, BuildProducer<ProblemBuildItem> problems) {
        var missing = missing(new HashSet<>(List.of(config.reloadableArtifacts().orElse("").split("\\s*,\\s*"))), application);
        if (!missing.isEmpty()) {
            problems.produce(new ProblemBuildItem("LIVE_RELOAD", "application.properties", 0, 0,
                "%dev." + KEY + " lacks " + String.join(",", missing), "add these, or OAP cannot start a second time in the same process"));
        }
    }

    @BuildStep(onlyIf = IsDevelopment.class)
    @Record(RUNTIME_INIT)
    void releaseClassLoader(LiveReloadRecorder recorder, ShutdownContextBuildItem shutdown) {
        recorder.releaseClassLoader(shutdown);
    }

    private static Set<String> missing(Set<String> named, CurateOutcomeBuildItem application) {
        Set<String> missing = new TreeSet<>();
        for (ResolvedDependency artifact : application.getApplicationModel().getRuntimeDependencies()) {
            boolean ours = artifact.getArtifactId().equals(SERVER);
            var key = artifact.getGroupId() + ":" + artifact.getArtifactId();
            boolean upstream = artifact.getGroupId().equals(OAP_GROUP) && !MESSAGES.contains(artifact.getArtifactId());
            if ((ours || upstream) && !named.contains(key)) {
                missing.add(key);
            }
        }
        return missing;
    }
}
