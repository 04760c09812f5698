// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/** Of a native server larger built-in files in YAML, parsed when it was built. */
public final class BuiltYaml {

    /** Name to content, which upstream does not change. */
    private static final Map<String, Map<?, ?>> PARSED = new HashMap<>();

    private BuiltYaml() {
    }

    /** Text of a built-in file, in place of which there is none of the user's own. */
    public static final class Text extends InputStreamReader {

        private final String name;

        public Text(String name, InputStream content) {
            super(content, StandardCharsets.UTF_8);
            this.name = name;
        }
    }

    /**
     * Parses a file for a native server; one that is not there is left to upstream.
     *
     * @throws IllegalArgumentException where it is not what upstream reads
     */
    public static void build(ClassLoader loader, String folder, String name) {
        try (var content = loader.getResourceAsStream(folder + "/" + name)) {
            if (content != null) {
                PARSED.put(name, new Yaml().loadAs(new InputStreamReader(content, StandardCharsets.UTF_8), Map.class));
            }
        } catch (YAMLException e) {
            throw new IllegalArgumentException("cannot read " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** Takes the place of {@link Yaml#loadAs(Reader, Class)} for a map. */
    public static Object loadAs(Yaml yaml, Reader text, Class<?> type) {
        var parsed = text instanceof Text builtIn ? PARSED.get(builtIn.name) : null;
        return parsed != null ? parsed : yaml.loadAs(text, type);
    }
}
