// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import org.apache.skywalking.oap.meter.analyzer.dsl.DownsamplingType;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.tagOpt.K8sRetagType;
import org.apache.skywalking.oap.server.core.analysis.Layer;
import org.apache.skywalking.oap.server.core.source.DetectPoint;

import groovy.lang.Closure;
import io.skyquark.oap.server.rule.RuleClosure;

/** Steps with random arguments, each with the upstream call that it stands for. */
final class RandomSteps {

    /** @param text for the message of a failed test */
    record Step(String text, UnaryOperator<SampleFamily> upstream, MalStep step) {

        @Override
        public String toString() {
            return text;
        }
    }

    private static final String[] PATTERNS = {".*", ".+", "", "x|y", "[a-z]+", "v\\d*[02468]", "1", "(", "server.*"};
    private static final String[] RANGES = {"PT1M", "PT15S", "PT5M", "PT0S", "P1D", "PT-1M", "", "1m"};
    private static final Number[] NUMBERS = {0, 1, 100, -1, 0.5, 1e308, 1000L, Double.NaN, Double.POSITIVE_INFINITY, -0.0, 3.5f};

    private final Random random;

    RandomSteps(Random random) {
        this.random = random;
    }

    Step next() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> tagFilter();
            case 2 -> valueFilter();
            case 3, 4 -> scalar();
            case 5, 6, 7 -> aggregation();
            case 8 -> counter();
            case 9, 10, 11 -> closure();
            case 12 -> histogram();
            case 13 -> other();
            default -> entity();
        };
    }

    private static Step step(Object arguments, String name, UnaryOperator<SampleFamily> upstream, MalStep step) {
        return new Step(name + arguments, upstream, step);
    }

    private Step tagFilter() {
        var kind = random.nextInt(4);
        var arguments = new String[rarely() ? random.nextInt(4) : 2 * (1 + random.nextInt(2))];
        for (var i = 0; i < arguments.length; i++) {
            arguments[i] = rarely() && rarely() ? null : i % 2 == 0 ? key() : kind < 2 ? pick("", "1", "x", "Aa", "server", "svc-1") : pick(PATTERNS);
        }
        var text = Arrays.toString(arguments);
        return switch (kind) {
            case 0 -> step(text, "tagEqual", sf -> sf.tagEqual(arguments), MalStep.tagEqual(arguments));
            case 1 -> step(text, "tagNotEqual", sf -> sf.tagNotEqual(arguments), MalStep.tagNotEqual(arguments));
            case 2 -> step(text, "tagMatch", sf -> sf.tagMatch(arguments), MalStep.tagMatch(arguments));
            default -> step(text, "tagNotMatch", sf -> sf.tagNotMatch(arguments), MalStep.tagNotMatch(arguments));
        };
    }

    private Step valueFilter() {
        double number = pick(NUMBERS).doubleValue();
        return switch (random.nextInt(6)) {
            case 0 -> step(number, "valueEqual", sf -> sf.valueEqual(number), MalStep.valueEqual(number));
            case 1 -> step(number, "valueNotEqual", sf -> sf.valueNotEqual(number), MalStep.valueNotEqual(number));
            case 2 -> step(number, "valueGreater", sf -> sf.valueGreater(number), MalStep.valueGreater(number));
            case 3 -> step(number, "valueGreaterEqual", sf -> sf.valueGreaterEqual(number), MalStep.valueGreaterEqual(number));
            case 4 -> step(number, "valueLess", sf -> sf.valueLess(number), MalStep.valueLess(number));
            default -> step(number, "valueLessEqual", sf -> sf.valueLessEqual(number), MalStep.valueLessEqual(number));
        };
    }

    private Step scalar() {
        var number = pick(NUMBERS);
        return switch (random.nextInt(7)) {
            case 0 -> step(number, "plus", sf -> sf.plus(number), MalStep.plus(number));
            case 1 -> step(number, "minus", sf -> sf.minus(number), MalStep.minus(number));
            case 2 -> step(number, "multiply", sf -> sf.multiply(number), MalStep.multiply(number));
            case 3 -> step(number, "div", sf -> sf.div(number), MalStep.div(number));
            case 4 -> step(number, "numberMinus", sf -> sf.minus(number).negative(), MalStep.numberMinus(number));
            case 5 -> step(number, "numberDiv", sf -> UpstreamNumbers.div(number, sf), MalStep.numberDiv(number));
            default -> step("", "negative", SampleFamily::negative, MalStep.negative());
        };
    }

    private Step aggregation() {
        var by = rarely() ? null : keys(0, 4);
        return switch (random.nextInt(6)) {
            case 0 -> step(by, "max", sf -> sf.max(by), MalStep.max(by));
            case 1 -> step(by, "min", sf -> sf.min(by), MalStep.min(by));
            case 2 -> step(by, "avg", sf -> sf.avg(by), MalStep.avg(by));
            case 3 -> step(by, "count", sf -> sf.count(by), MalStep.count(by));
            default -> step(by, "sum", sf -> sf.sum(by), MalStep.sum(by));
        };
    }

    private Step counter() {
        var range = rarely() ? pick(RANGES) : pick("PT1M", "PT15S", "PT2M");
        return switch (random.nextInt(3)) {
            case 0 -> step(range, "increase", sf -> sf.increase(range), MalStep.increase(range));
            case 1 -> step(range, "rate", sf -> sf.rate(range), MalStep.rate(range));
            default -> step("", "irate", SampleFamily::irate, MalStep.irate());
        };
    }

    private Step closure() {
        var key = key();
        var other = key();
        return switch (random.nextInt(11)) {
            case 0 -> tag("put", (labels, none) -> map(labels).put(key, "new"));
            case 1 -> tag("join", (labels, none) -> map(labels).put(key, map(labels).get(other) + "-x"));
            case 2 -> tag("remove", (labels, none) -> map(labels).remove(key));
            case 3 -> tag("map", (labels, none) -> new LinkedHashMap<>(Map.of(key, "only")));
            case 4 -> tag("hash map", (labels, none) -> new HashMap<>(Map.of("a", "1", "b", String.valueOf(map(labels).get(key)))));
            case 5 -> tag("null", (labels, none) -> rarely(labels) ? map(labels).put(key, null) : null);
            case 6 -> tag("many", (labels, none) -> {
                for (var i = 0; i < 14; i++) {
                    map(labels).put(key + i, "v" + i % 3);
                }
                return "not a map";
            });
            case 7 -> tag("fail", (labels, none) -> map(labels).get(key).substring(1));
            case 8 -> filter("equal", (labels, none) -> !"1".equals(map(labels).get(key)));
            case 9 -> filter("odd", (labels, none) -> rarely() ? null : rarely() ? "true" : Boolean.TRUE);
            default -> forEach();
        };
    }

    private Step tag(String text, BiFunction<Object, Object, Object> body) {
        return step("", "tag " + text, sf -> sf.tag(upstream(body)), MalStep.tag(ours(body)));
    }

    private Step filter(String text, BiFunction<Object, Object, Object> body) {
        var odd = text.equals("odd") ? body.apply(null, null) : null;
        BiFunction<Object, Object, Object> fixed = text.equals("odd") ? (labels, none) -> odd : body;
        return step("", "filter " + text, sf -> sf.filter(upstream(fixed)), MalStep.filter(ours(fixed)));
    }

    private Step forEach() {
        var keys = keys(0, 3);
        BiFunction<Object, Object, Object> body = (element, labels) -> map(labels).put(element + "_each", map(labels).getOrDefault(element, "none"));
        return step(keys, "forEach", sf -> sf.forEach(keys, upstream(body)), MalStep.forEach(keys, ours(body)));
    }

    private Step histogram() {
        var le = rarely() ? key() : "le";
        var unit = pick(TimeUnit.values());
        return switch (random.nextInt(4)) {
            case 0 -> step(le, "histogram", sf -> sf.histogram(le), MalStep.histogram(le));
            case 1 -> step(le + unit, "histogram", sf -> sf.histogram(le, unit), MalStep.histogram(le, unit));
            default -> step("", "histogram", SampleFamily::histogram, MalStep.histogram());
        };
    }

    private Step other() {
        List<Integer> percentiles = rarely() ? List.of() : rarely() ? Arrays.asList(50, null) : List.of(50, 99);
        // The labels are missing, so that nobody asks Kubernetes.
        var newLabel = rarely() ? "" : "svc";
        return switch (random.nextInt(3)) {
            case 0 -> step(percentiles, "histogram_percentile", sf -> sf.histogram_percentile(percentiles), MalStep.histogram_percentile(percentiles));
            case 1 -> step("", "downsampling", sf -> sf.downsampling(DownsamplingType.MAX), MalStep.downsampling(DownsamplingType.MAX));
            default -> step(newLabel, "retagByK8sMeta", sf -> sf.retagByK8sMeta(newLabel, K8sRetagType.Pod2Service, "pod", "namespace"),
                    MalStep.retagByK8sMeta(newLabel, K8sRetagType.Pod2Service, "pod", "namespace"));
        };
    }

    private Step entity() {
        var first = keys(rarely() ? 0 : 1, 2);
        var second = keys(rarely() ? 0 : 1, 2);
        var third = keys(1, 2);
        var text = first + "" + second + third;
        var delimiter = pick("-", "::", "", null);
        var layer = Layer.GENERAL;
        BiFunction<Object, Object, Object> properties = (labels, none) -> new HashMap<>(map(labels));
        return switch (random.nextInt(9)) {
            case 0 -> step(text, "service", sf -> sf.service(first, layer), MalStep.service(first, layer));
            case 1 -> step(text, "service", sf -> sf.service(first, delimiter, layer), MalStep.service(first, delimiter, layer));
            case 2 -> step(text, "instance", sf -> sf.instance(first, second, layer), MalStep.instance(first, second, layer));
            case 3 -> step(text, "instance", sf -> sf.instance(first, delimiter, second, "/", layer, upstream(properties)),
                    MalStep.instance(first, delimiter, second, "/", layer, ours(properties)));
            case 4 -> step(text, "endpoint", sf -> sf.endpoint(first, second, layer), MalStep.endpoint(first, second, layer));
            case 5 -> step(text, "process", sf -> sf.process(first, second, third, "layer"), MalStep.process(first, second, third, "layer"));
            case 6 -> step(text, "serviceRelation", sf -> sf.serviceRelation(DetectPoint.SERVER, first, second, layer),
                    MalStep.serviceRelation(DetectPoint.SERVER, first, second, layer));
            case 7 -> step(text, "serviceRelation", sf -> sf.serviceRelation(DetectPoint.CLIENT, first, second, delimiter, layer, "id"),
                    MalStep.serviceRelation(DetectPoint.CLIENT, first, second, delimiter, layer, "id"));
            default -> step(text, "processRelation", sf -> sf.processRelation("Aa", first, second, "svc", "inst", "id"),
                    MalStep.processRelation("Aa", first, second, "svc", "inst", "id"));
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> map(Object labels) {
        return (Map<String, String>) labels;
    }

    private static boolean rarely(Object labels) {
        return labels.hashCode() % 7 == 0;
    }

    private boolean rarely() {
        return random.nextInt(8) == 0;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String key() {
        return pick(RandomFamilies.KEYS);
    }

    /** Label names, mostly different ones. */
    private List<String> keys(int least, int most) {
        var keys = new ArrayList<String>();
        for (var i = least + random.nextInt(most - least + 1); i > 0; i--) {
            var key = rarely() && rarely() ? null : key();
            if (!keys.contains(key) || rarely()) {
                keys.add(key);
            }
        }
        return keys;
    }

    @SuppressWarnings("unchecked")
    private static <V> Closure<V> upstream(BiFunction<Object, Object, Object> body) {
        return new Closure<>(null) {

            @Override
            public V call(Object argument) {
                return (V) body.apply(argument, null);
            }

            @Override
            public V call(Object... arguments) {
                return (V) body.apply(arguments[0], arguments[1]);
            }
        };
    }

    private static RuleClosure<?> ours(BiFunction<Object, Object, Object> body) {
        return new RuleClosure<>() {

            @Override
            protected Object call(Object first, Object second) {
                return body.apply(first, second);
            }
        };
    }
}
