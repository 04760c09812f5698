// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.config;

import static io.quarkus.deployment.annotations.ExecutionTime.STATIC_INIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jboss.logging.Logger;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.HotDeploymentWatchedFileBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigBuilderBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.skyquark.oap.deployment.CatalogBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.runtime.config.ConfigurationFile;
import io.skyquark.oap.runtime.config.ConfigurationFileReader;
import io.skyquark.oap.runtime.config.ConfigurationProblem;
import io.skyquark.oap.runtime.config.ConfigurationSchema;
import io.skyquark.oap.runtime.config.DefaultsCheck;
import io.skyquark.oap.runtime.config.OapConfigBuilder;
import io.skyquark.oap.runtime.config.RecordedConfiguration;
import io.skyquark.oap.runtime.nativeimage.NativeBuildRecorder;

/** Parses and checks the defaults file once, and records it with what is known of every key. */
class ConfigurationProcessor {

    private static final Logger LOG = Logger.getLogger(ConfigurationProcessor.class);
    private static final String FILE = "application.yml";

    /** What an augmentation read and made of it, for the reload after it. */
    private record Recorded(ConfigurationSchema schema, String text, List<ConfigurationProblem> problems, byte[] resource) {
    }

    @BuildStep
    void recordConfiguration(CatalogBuildItem catalog, List<OapModuleBuildItem> modules, LiveReloadBuildItem reload,
                             BuildProducer<GeneratedResourceBuildItem> resources, BuildProducer<ProblemBuildItem> problems) throws IOException {
        var schema = SchemaBuilder.of(modules);
        var path = catalog.files().get(FILE);
        var text = path == null ? null : Files.readString(path);
        var recorded = reload.getContextObject(Recorded.class);
        if (recorded == null || !recorded.schema().equals(schema) || !Objects.equals(recorded.text(), text)) {
            recorded = record(schema, catalog.folder() + "/" + FILE, text);
            reload.setContextObject(Recorded.class, recorded);
        }
        recorded.problems().forEach(problem -> problems.produce(
            new ProblemBuildItem(problem.code(), problem.origin(), problem.line(), problem.column(), problem.message(), "")));
        resources.produce(new GeneratedResourceBuildItem(RecordedConfiguration.RESOURCE, recorded.resource()));
    }

    private static Recorded record(ConfigurationSchema schema, String name, String text) {
        var problems = new ArrayList<ConfigurationProblem>();
        var defaults = new ConfigurationFile(name, List.of());
        if (text == null) {
            LOG.warnf("There is no %s: the server will need an application.yml of its own to start", name);
        } else {
            var read = ConfigurationFileReader.read(name, text);
            problems.addAll(read.problems());
            defaults = read.file();
        }
        problems.addAll(DefaultsCheck.of(schema, defaults));
        return new Recorded(schema, text, problems, new RecordedConfiguration(schema, defaults).write());
    }

    @BuildStep(onlyIf = NativeOrNativeSourcesBuild.class)
    @Record(STATIC_INIT)
    void readConfiguration(NativeBuildRecorder recorder) {
        recorder.readConfiguration();
    }

    @BuildStep
    RunTimeConfigBuilderBuildItem deriveQuarkusKeys() {
        return new RunTimeConfigBuilderBuildItem(OapConfigBuilder.class);
    }

    /** The user's own file is read at start, so in dev mode a change needs no more than a restart. */
    @BuildStep
    HotDeploymentWatchedFileBuildItem watchOwnFile() {
        return new HotDeploymentWatchedFileBuildItem(Path.of("config", FILE).toAbsolutePath().toString());
    }
}
