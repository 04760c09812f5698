// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jboss.logging.Logger;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.HotDeploymentWatchedFileBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigBuilderBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.skyquark.oap.deployment.CatalogBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.runtime.config.ConfigurationFile;
import io.skyquark.oap.runtime.config.ConfigurationFileReader;
import io.skyquark.oap.runtime.config.DefaultsCheck;
import io.skyquark.oap.runtime.config.OapConfigBuilder;
import io.skyquark.oap.runtime.config.RecordedConfiguration;

/** Parses and checks the defaults file once, and records it with what is known of every key. */
class ConfigurationProcessor {

    private static final Logger LOG = Logger.getLogger(ConfigurationProcessor.class);
    private static final String FILE = "application.yml";

    @BuildStep
    void recordConfiguration(CatalogBuildItem catalog, List<OapModuleBuildItem> modules, BuildProducer<GeneratedResourceBuildItem> resources,
                             BuildProducer<NativeImageResourceBuildItem> nativeResources, BuildProducer<ProblemBuildItem> problems) throws IOException {
        var schema = SchemaBuilder.of(modules);
        var defaults = defaults(catalog, problems);
        DefaultsCheck.of(schema, defaults).forEach(problem -> problems.produce(
            new ProblemBuildItem(problem.code(), problem.origin(), problem.line(), problem.column(), problem.message(), "")));
        resources.produce(new GeneratedResourceBuildItem(RecordedConfiguration.RESOURCE, new RecordedConfiguration(schema, defaults).write()));
        nativeResources.produce(new NativeImageResourceBuildItem(RecordedConfiguration.RESOURCE));
    }

    private static ConfigurationFile defaults(CatalogBuildItem catalog, BuildProducer<ProblemBuildItem> problems) throws IOException {
        var name = catalog.folder() + "/" + FILE;
        var path = catalog.files().get(FILE);
        if (path == null) {
            LOG.warnf("There is no %s: the server will need an application.yml of its own to start", name);
            return new ConfigurationFile(name, List.of());
        }
        var read = ConfigurationFileReader.read(name, Files.readString(path));
        read.problems().forEach(problem -> problems.produce(
            new ProblemBuildItem(problem.code(), problem.origin(), problem.line(), problem.column(), problem.message(), "")));
        return read.file();
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
