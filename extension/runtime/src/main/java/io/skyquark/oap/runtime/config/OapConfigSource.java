// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.skyquark.oap.model.OapConfiguration;

/**
 * The effective configuration of OAP, and what follows from it for Quarkus. Its ordinal lies below every source a user writes to, so that an explicit
 * {@code quarkus.http.port} wins, and above the defaults of the extensions.
 */
final class OapConfigSource implements ConfigSource {

    static final int ORDINAL = 90;

    private final String name;
    private final OapConfiguration configuration;
    private final ConfigurationException failure;
    private final Map<String, String> derived;
    private final Supplier<List<String>> warnings;

    private OapConfigSource(Path file, OapConfiguration configuration, ConfigurationException failure, Supplier<List<String>> warnings) {
        // Quarkus calls a config/application.yml unrecognised unless the name of a source tells that it was read.
        this.name = "SkyWalking OAP configuration" + (file == null ? "" : "[source=" + file.toAbsolutePath().toUri() + "]");
        this.configuration = configuration;
        this.failure = failure;
        this.derived = configuration == null ? Map.of() : QuarkusKeys.of(configuration);
        this.warnings = warnings;
    }

    /** @param file the user's own file, or {@code null} */
    static OapConfigSource of(Path file, ConfigurationLoad.Outcome outcome) {
        return new OapConfigSource(file, outcome.configuration(), null, outcome.doubts());
    }

    /** Thrown when OAP boots rather than here, where Quarkus would wrap it in errors of its own. */
    static OapConfigSource failed(Path file, ConfigurationException failure) {
        return new OapConfigSource(file, null, failure, List::of);
    }

    OapConfiguration configuration() {
        if (failure != null) {
            throw failure;
        }
        return configuration;
    }

    List<String> warnings() {
        return warnings.get();
    }

    @Override
    public Set<String> getPropertyNames() {
        return derived.keySet();
    }

    @Override
    public String getValue(String name) {
        return derived.get(name);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
