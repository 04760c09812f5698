// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import io.skyquark.oap.it.client.Http;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What {@code /q/metrics} counts. */
public final class Counters {

    private static final Pattern LINE = Pattern.compile("(\\w+)\\{(.*)} ([0-9.E+]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final Map<String, Double> values = new TreeMap<>();

    /** @param name of the counter, without labels */
    public static Counters read(Http http, String name) {
        var counters = new Counters();
        http.send("GET", "/q/metrics", Map.of(), null).body().lines().forEach(line -> {
            var found = LINE.matcher(line);
            if (found.matches() && found.group(1).equals(name)) {
                counters.values.put(labels(found.group(2)), Double.parseDouble(found.group(3)));
            }
        });
        return counters;
    }

    private static String labels(String text) {
        var labels = new TreeMap<String, String>();
        LABEL.matcher(text).results().forEach(found -> labels.put(found.group(1), found.group(2)));
        return labels.toString();
    }

    /** The sum over all labels. */
    public long sum() {
        return values.values().stream().mapToLong(Double::longValue).sum();
    }

    /** @param labels all labels, by name */
    public long of(Map<String, String> labels) {
        return values.getOrDefault(new TreeMap<>(labels).toString(), 0.0).longValue();
    }
}
