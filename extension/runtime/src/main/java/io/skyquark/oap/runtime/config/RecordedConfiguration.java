// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import io.skyquark.oap.runtime.config.ConfigurationFile.ModuleBlock;
import io.skyquark.oap.runtime.config.ConfigurationFile.ProviderBlock;
import io.skyquark.oap.runtime.config.ConfigurationFile.Setting;
import io.skyquark.oap.runtime.config.ConfigurationProblem.Origin;

/**
 * What augmentation hands to the start: the schema and the defaults file, already parsed. Written as a class-path resource of tab-separated lines, since
 * reading those takes a millisecond where a YAML parser takes a hundred; the first letter of a line tells what it is.
 */
public record RecordedConfiguration(ConfigurationSchema schema, ConfigurationFile defaults) {

    public static final String RESOURCE = "META-INF/skyquark/oap-configuration.tsv";

    /** Of a native server, read when it was built. */
    private static RecordedConfiguration built;

    /** Reads the resource for a native server. */
    public static void build(ClassLoader loader) {
        built = find(loader);
    }

    /** What {@link #find} reads of the application's class loader. */
    static RecordedConfiguration current() {
        return built != null ? built : find(Thread.currentThread().getContextClassLoader());
    }

    public byte[] write() {
        var out = new StringBuilder();
        for (var module : schema.modules().values()) {
            line(out, "M", module.name());
            for (var provider : module.providers().values()) {
                line(out, "P", provider.name(), provider.reason(), String.join(",", provider.requires()));
                provider.keys().forEach((key, type) -> line(out, "K", key, type.name()));
            }
        }
        line(out, "f", defaults.name());
        for (var module : defaults.modules()) {
            line(out, "m", module.name(), at(module.at()));
            if (module.selector() != null) {
                line(out, "s", module.selector().text(), at(module.selector().at()));
            }
            for (var provider : module.providers()) {
                line(out, "p", provider.name(), at(provider.at()));
                provider.settings().forEach(setting -> write(out, setting));
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A key without a value is a problem that has been reported; it is left out. */
    private static void write(StringBuilder out, Setting setting) {
        if (setting.text() != null) {
            line(out, "k", setting.key(), at(setting.at()), setting.text());
        } else if (setting.block() != null) {
            line(out, "b", setting.key(), at(setting.at()));
            setting.block().stream().filter(inner -> inner.text() != null).forEach(inner -> line(out, "n", inner.key(), at(inner.at()), inner.text()));
        }
    }

    private static String at(Origin at) {
        return at.line() + ":" + at.column();
    }

    private static void line(StringBuilder out, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            out.append(i == 0 ? "" : "\t").append(cells[i].replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r"));
        }
        out.append('\n');
    }

    /** Reads the resource, or returns {@code null} where the class loader has none: then this is not an application with the extension. */
    public static RecordedConfiguration find(ClassLoader loader) {
        try (var in = loader.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                return null;
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines();
            var reader = new Reader();
            lines.forEach(line -> reader.accept(cells(line)));
            return new RecordedConfiguration(new ConfigurationSchema(reader.known), new ConfigurationFile(reader.file, reader.modules));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\\') {
                char escaped = line.charAt(++i);
                cell.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static final class Reader {

        private final LinkedHashMap<String, ConfigurationSchema.Module> known = new LinkedHashMap<>();
        private final List<ModuleBlock> modules = new ArrayList<>();
        private String file = "";
        private LinkedHashMap<String, ConfigurationSchema.Provider> providers;
        private LinkedHashMap<String, KeyType> keys;
        private List<ProviderBlock> blocks;
        private List<Setting> settings;

        void accept(List<String> cells) {
            switch (cells.get(0)) {
                case "M" -> known.put(cells.get(1), new ConfigurationSchema.Module(cells.get(1), providers = new LinkedHashMap<>()));
                case "P" -> providers.put(cells.get(1), new ConfigurationSchema.Provider(cells.get(1), cells.get(2), list(cells.get(3)),
                    keys = new LinkedHashMap<>()));
                case "K" -> keys.put(cells.get(1), KeyType.valueOf(cells.get(2)));
                case "f" -> file = cells.get(1);
                case "m" -> modules.add(new ModuleBlock(cells.get(1), at(cells.get(2)), null, blocks = new ArrayList<>()));
                case "s" -> {
                    var module = modules.remove(modules.size() - 1);
                    var selector = new Setting(ConfigurationFileReader.SELECTOR, at(cells.get(2)), cells.get(1), null);
                    modules.add(new ModuleBlock(module.name(), module.at(), selector, module.providers()));
                }
                case "p" -> blocks.add(new ProviderBlock(cells.get(1), at(cells.get(2)), settings = new ArrayList<>()));
                case "k" -> settings.add(new Setting(cells.get(1), at(cells.get(2)), cells.get(3), null));
                case "b" -> settings.add(new Setting(cells.get(1), at(cells.get(2)), null, new ArrayList<>()));
                case "n" -> settings.get(settings.size() - 1).block().add(new Setting(cells.get(1), at(cells.get(2)), cells.get(3), null));
                default -> throw new IllegalStateException(RESOURCE + " has a line that begins with " + cells.get(0));
            }
        }

        private static List<String> list(String cell) {
            return cell.isEmpty() ? List.of() : List.of(cell.split(","));
        }

        private Origin at(String cell) {
            int colon = cell.indexOf(':');
            return new Origin(file, Integer.parseInt(cell.substring(0, colon)), Integer.parseInt(cell.substring(colon + 1)));
        }
    }
}
