// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;

/** Inputs and expected answers of a case, by upstream's conventions. */
final class CaseInput {

    private static final long START = 1_700_000_000_000L;
    private static final long INTERVAL = 2_000;

    private CaseInput() {
    }

    /** Two scrapes two seconds apart, the first with half of each value. */
    @SuppressWarnings("unchecked")
    static List<Input> passes(Map<String, Object> data) {
        var input = (Map<String, List<Map<String, Object>>>) data.get("input");
        return List.of(Input.of(input, 0.5, START), Input.of(input, 1, START + INTERVAL));
    }

    /** The scrapes for a rule: only counters over a time need the first one. */
    static List<Input> passes(Map<String, Object> data, MalText.Entry rule) {
        var passes = passes(data);
        return rule.expression().contains(".increase(") || rule.expression().contains(".rate(") ? passes : passes.subList(1, 2);
    }

    /** What the case expects of a rule, or null; the key is the metric, or the name in the file. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> expected(Map<String, Object> data, MalText.Entry rule) {
        var expected = (Map<String, Map<String, Object>>) data.get("expected");
        return expected == null ? null : expected.getOrDefault(rule.metric(), expected.get(rule.name()));
    }

    /**
     * What an outcome differs in from the expected one, or empty.
     *
     * @param timed whether the values depend on the time, so that the expected ones are of another day
     */
    @SuppressWarnings("unchecked")
    static String difference(Map<String, Object> expected, Outcome outcome, boolean timed) {
        if (expected.containsKey("error")) {
            return outcome.kind() == Outcome.Kind.SAMPLES ? "no samples were expected" : "";
        }
        var entities = (List<Map<String, Object>>) expected.get("entities");
        if (entities != null && !entities.isEmpty()) {
            var wanted = entities.stream().map(CaseInput::describe).sorted().toList();
            var found = outcome.entities().keySet().stream().map(CaseInput::describe).sorted().toList();
            if (!wanted.equals(found)) {
                return "entities " + found + ", expected " + wanted;
            }
        }
        var samples = (List<Map<String, Object>>) expected.get("samples");
        return samples == null || samples.isEmpty() ? "" : samples(samples, outcome.samples(), timed);
    }

    private static String samples(List<Map<String, Object>> expected, List<Outcome.SampleView> samples, boolean timed) {
        var wanted = new ArrayList<>(expected);
        wanted.sort(Comparator.comparing(sample -> new TreeMap<>(Input.labels(sample.get("labels"))).toString()));
        var found = new ArrayList<>(samples);
        found.sort(Comparator.comparing(sample -> new TreeMap<>(sample.labels()).toString()));
        boolean equal = wanted.size() == found.size();
        for (int i = 0; equal && i < wanted.size(); i++) {
            equal = Input.labels(wanted.get(i).get("labels")).equals(found.get(i).labels())
                && (timed || close((Number) wanted.get(i).get("value"), found.get(i).value()));
        }
        return equal ? "" : "samples " + found + ", expected " + wanted;
    }

    private static boolean close(Number expected, double value) {
        if (expected == null) {
            return true;
        }
        double tolerance = Math.abs(expected.doubleValue()) > 1e6 ? Math.abs(expected.doubleValue()) * 0.01 : 0.001;
        return Math.abs(expected.doubleValue() - value) <= tolerance;
    }

    private static String describe(Map<String, Object> entity) {
        var texts = new HashMap<String, String>();
        texts.put("scope", "SERVICE");
        entity.forEach((name, value) -> put(texts, name, value));
        return new TreeMap<>(texts).toString();
    }

    private static String describe(MeterEntity entity) {
        var texts = new HashMap<String, String>();
        put(texts, "scope", entity.getScopeType().name());
        put(texts, "service", entity.getServiceName());
        put(texts, "instance", entity.getInstanceName());
        put(texts, "endpoint", entity.getEndpointName());
        put(texts, "layer", entity.getLayer());
        return new TreeMap<>(texts).toString();
    }

    private static void put(Map<String, String> texts, String name, Object value) {
        if (value != null && !value.toString().isEmpty()) {
            texts.put(name, value.toString());
        }
    }
}
