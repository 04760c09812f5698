// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The table {@code providers.yaml} beside this class: every provider of the upstream release, and what became of it. */
final class ProviderTable {

    static final String FILE = "providers.yaml";

    /**
     * @param needs a class that the application must bring, or an empty string
     * @param add what to add to the application to bring it, or an empty string
     * @param leftOut why the provider is not part of the server, or an empty string
     * @param alsoNeeds modules that the provider asks for without declaring it
     */
    record Row(String module, String provider, String className, String needs, String add, String leftOut, List<String> alsoNeeds) {
    }

    private ProviderTable() {
    }

    static List<Row> load() {
        try (var in = ProviderTable.class.getResourceAsStream(FILE)) {
            Map<String, Map<String, Map<String, Object>>> modules = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            var rows = new ArrayList<Row>();
            modules.forEach((module, providers) -> providers.forEach((provider, row) -> rows.add(row(module, provider, row))));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    private static Row row(String module, String provider, Map<String, Object> row) {
        var alsoNeeds = row.get("alsoNeeds") instanceof List<?> names ? names.stream().map(String::valueOf).toList() : List.<String>of();
        return new Row(module, provider, text(row, "class"), text(row, "needs"), text(row, "add"), text(row, "leftOut"), alsoNeeds);
    }

    private static String text(Map<String, Object> row, String key) {
        return row.get(key) == null ? "" : String.valueOf(row.get(key));
    }
}
