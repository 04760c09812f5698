// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;

/** Loads OAP's configuration, once per start, when every other source is known. */
final class OapConfigSourceFactory implements ConfigSourceFactory {

    static final String APPLICATION_FILE = "quarkus.skywalking.application-file";
    private static final Path USUAL_FILE = Path.of("config", "application.yml");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var recorded = RecordedConfiguration.find(Thread.currentThread().getContextClassLoader());
        if (recorded == null) {
            return List.of();
        }
        var written = context.getValue(APPLICATION_FILE);
        var file = written == null || written.getValue() == null || written.getValue().isBlank() ? null : Path.of(written.getValue().trim());
        try {
            return List.of(OapConfigSource.of(load(recorded, file, USUAL_FILE, new QuarkusValues(context))));
        } catch (ConfigurationException e) {
            return List.of(OapConfigSource.failed(e));
        }
    }

    /**
     * @param named the file that the configuration names, or {@code null}
     * @param usual read where the configuration names none and it exists
     * @throws ConfigurationException with everything that is wrong, numbered
     */
    static ConfigurationLoad.Outcome load(RecordedConfiguration recorded, Path named, Path usual, ConfigurationValues values) {
        if (named != null && !Files.isRegularFile(named)) {
            throw new ConfigurationException(APPLICATION_FILE + " names " + named + ", and there is no such file");
        }
        var file = named == null && Files.isRegularFile(usual) ? usual : named;
        var problems = new ArrayList<ConfigurationProblem>();
        var content = recorded.defaults();
        if (file != null) {
            var read = ConfigurationFileReader.read(file.toString(), text(file));
            problems.addAll(read.problems());
            content = read.file();
        }
        var outcome = ConfigurationLoad.load(recorded.schema(), content, file != null, values);
        problems.addAll(outcome.problems());
        if (problems.isEmpty() && outcome.configuration().modules().isEmpty()) {
            problems.add(new ConfigurationProblem(content.name(), 0, 0, "CONFIG_EMPTY", "no module is switched on"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(ConfigurationProblem.describeAll(problems));
        }
        return outcome;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ": " + e.getMessage());
        }
    }
}
