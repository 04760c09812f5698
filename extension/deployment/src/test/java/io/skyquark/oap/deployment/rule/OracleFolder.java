// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.yaml.snakeyaml.Yaml;

/**
 * Finds what lies outside the project: upstream's configuration and its script cases. Either folder is given by a system property, or lies in a folder named
 * {@code shared} beside the project or above it; a relative path is tried from the working folder upwards. Where a folder is absent, the test is skipped.
 */
public final class OracleFolder {

    private static final String CASES = "oracle.dir";
    private static final String CONFIG = "upstream.config.dir";
    private static final String DATA = ".data.yaml";

    /**
     * A rule file with its inputs.
     *
     * @param name relative to the folder of cases
     * @param data what lies in the file of inputs, or null where there is none
     */
    public record Case(String name, String text, Map<String, Object> data) {
    }

    private OracleFolder() {
    }

    /** Upstream's folder {@code config}. */
    public static Path config() {
        return folder(CONFIG, "shared/upstream/oap-10.1.0-config");
    }

    /** All files of rules below the folder of cases that have a key at the top, which tells their kind. */
    public static List<Case> cases(String key) {
        var root = folder(CASES, "shared/oracle/script-cases");
        List<Case> cases = new ArrayList<>();
        for (var file : yaml(root)) {
            var text = read(file);
            if (Pattern.compile("(?m)^" + key + ":").matcher(text).find()) {
                cases.add(new Case(root.relativize(file).toString(), text, data(root.relativize(file).toString())));
            }
        }
        assumeTrue(!cases.isEmpty(), () -> root + " has no rule files with '" + key + "'");
        return cases;
    }

    /** The inputs that belong to a rule file, named relative to the folder of cases; null where there are none. */
    public static Map<String, Object> data(String file) {
        var root = find(System.getProperty(CASES, "shared/oracle/script-cases"));
        var data = root == null ? null : root.resolve(file.replaceFirst("\\.ya?ml$", DATA));
        return data == null || !Files.isRegularFile(data) ? null : new Yaml().load(read(data));
    }

    /** Files of rules below a folder, in the order of their names; none of an absent one. */
    public static List<Path> yaml(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            var all = files.filter(Files::isRegularFile).sorted().toList();
            all.stream().filter(path -> path.toString().endsWith(DATA) && !all.contains(sibling(path, ".yaml")) && !all.contains(sibling(path, ".yml")))
                .forEach(path -> System.out.println(path + " has no rules beside it"));
            return all.stream().filter(path -> path.toString().matches(".*\\.ya?ml") && !path.toString().endsWith(DATA)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path sibling(Path data, String ending) {
        var name = data.getFileName().toString();
        return data.resolveSibling(name.substring(0, name.length() - DATA.length()) + ending);
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(String property, String fallback) {
        var path = System.getProperty(property);
        var found = find(path == null ? fallback : path);
        assumeTrue(found != null, () -> path == null ? fallback + " does not lie beside the project, and -D" + property + " names no other folder"
            : "-D" + property + "=" + path + " is no folder");
        return found;
    }

    private static Path find(String path) {
        for (var from = Path.of("").toAbsolutePath(); from != null; from = from.getParent()) {
            if (Files.isDirectory(from.resolve(path))) {
                return from.resolve(path).normalize();
            }
        }
        return null;
    }
}
