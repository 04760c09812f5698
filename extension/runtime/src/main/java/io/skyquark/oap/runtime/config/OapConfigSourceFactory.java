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
import io.smallrye.config.ConfigValue;

/** Loads OAP's configuration, once per start, when every other source is known. */
final class OapConfigSourceFactory implements ConfigSourceFactory {

    static final String APPLICATION_FILE = "quarkus.skywalking.application-file";
    private static final Path USUAL_FILE = Path.of("config", "application.yml");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var recorded = RecordedConfiguration.current();
        if (recorded == null) {
            return List.of();
        }
        var file = file(context.getValue(APPLICATION_FILE), USUAL_FILE);
        try {
            return List.of(OapConfigSource.of(file, load(recorded, file, new QuarkusValues(context))));
        } catch (ConfigurationException e) {
            return List.of(OapConfigSource.failed(file, e));
        }
    }

    /** The file that the configuration names, else the usual one if it exists, else {@code null}. */
    static Path file(ConfigValue named, Path usual) {
        if (named != null && named.getValue() != null && !named.getValue().isBlank()) {
            return Path.of(named.getValue().trim());
        }
        return Files.isRegularFile(usual) ? usual : null;
    }

    /**
     * @param file the user's own file, or {@code null} for the defaults
     * @throws ConfigurationException with everything that is wrong, numbered
     */
    static ConfigurationLoad.Outcome load(RecordedConfiguration recorded, Path file, ConfigurationValues values) {
        if (file != null && !Files.isRegularFile(file)) {
            throw new ConfigurationException(APPLICATION_FILE + " names " + file + ", and there is no such file");
        }
        var problems = new ArrayList<ConfigurationProblem>();
        var content = recorded.defaults();
        if (file != null) {
            var read = ConfigurationFileReader.read(file.toString(), text(file));
            problems.addAll(read.problems());
            content = read.file();
        }
        var outcome = ConfigurationLoad.load(recorded.schema(), content, values);
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
