// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An area of upstream's end-to-end expectations: what an {@code e2e.yaml} verifies, with the case files that it includes. Those that verify the same on
 * several storages or with several transports are one area.
 *
 * @param name the folder of the file; of several that of the embedded storage
 * @param others the other folders that verify the same
 * @param trigger what upstream calls again and again meanwhile, or null
 */
record Area(String name, List<String> others, List<Query> queries, Trigger trigger) {

    /** @param body null for none */
    record Trigger(String method, String url, String body) {
    }

    /** All areas below a folder. */
    static List<Area> read(Path folder) {
        try (var files = Files.walk(folder)) {
            Map<String, List<Area>> same = new LinkedHashMap<>();
            Set<Path> read = new HashSet<>();
            var all = files.filter(file -> file.getFileName().toString().matches(".*\\.ya?ml") && !file.toString().contains("expected")).sorted().toList();
            all.stream().filter(file -> file.endsWith("e2e.yaml")).map(file -> read(folder, file, read))
                .forEach(area -> same.computeIfAbsent(area.queries() + " " + area.trigger(), key -> new ArrayList<>()).add(area));
            // case files that no e2e.yaml of the folder includes
            all.stream().filter(file -> !file.endsWith("e2e.yaml") && file.getFileName().toString().contains("cases") && !read.contains(file.normalize()))
                .map(file -> read(folder, file, new HashSet<>())).filter(area -> !area.queries().isEmpty())
                .forEach(area -> same.put(area.name(), List.of(area)));
            return same.values().stream().map(Area::merged).sorted(Comparator.comparing(Area::name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the area is about, for whoever looks for names in it: queries and what is expected. */
    String text() {
        return queries.stream().map(query -> query.command() + "\n" + (exists(query) ? expectedText(query) : "")).collect(Collectors.joining("\n"));
    }

    static boolean exists(Query query) {
        return query.expected() != null && Files.exists(query.expected());
    }

    private static String expectedText(Query query) {
        try {
            return Files.readString(query.expected());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Area merged(List<Area> areas) {
        var first = areas.stream().filter(area -> area.name().matches(".*/(h2|jdk)")).findFirst().orElse(areas.get(0));
        return new Area(first.name(), areas.stream().filter(area -> area != first).map(Area::name).toList(), first.queries(), first.trigger());
    }

    private static Area read(Path folder, Path file, Set<Path> read) {
        var content = load(file);
        var verify = content.get("verify") instanceof Map<?, ?> map ? map : content;
        List<Query> queries = new ArrayList<>();
        addCases(file, (List<?>) verify.get("cases"), queries, read);
        return new Area(folder.relativize(file.getParent()).toString(), List.of(), queries, trigger(content.get("trigger")));
    }

    private static void addCases(Path file, List<?> cases, List<Query> queries, Set<Path> read) {
        read.add(file.normalize());
        for (var entry : cases == null ? List.of() : cases) {
            var fields = (Map<?, ?>) entry;
            if (fields.get("includes") instanceof List<?> includes) {
                includes.forEach(include -> addIncluded(file.resolveSibling(include.toString()), include.toString(), queries, read));
            } else {
                var command = fields.containsKey("query") ? fields.get("query") : "cat " + file.resolveSibling(String.valueOf(fields.get("actual")));
                queries.add(new Query(String.valueOf(command), file.resolveSibling(String.valueOf(fields.get("expected"))).normalize(), null));
            }
        }
    }

    private static void addIncluded(Path file, String name, List<Query> queries, Set<Path> read) {
        if (Files.exists(file)) {
            addCases(file, (List<?>) load(file).get("cases"), queries, read);
        } else {
            queries.add(new Query(null, null, "the included " + name + " is not there"));
        }
    }

    private static Trigger trigger(Object entry) {
        return entry instanceof Map<?, ?> fields && "http".equals(fields.get("action"))
            ? new Trigger(String.valueOf(fields.get("method")), String.valueOf(fields.get("url")), (String) fields.get("body")) : null;
    }

    private static Map<?, ?> load(Path file) {
        try {
            return YamlText.load(Files.readString(file)) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
