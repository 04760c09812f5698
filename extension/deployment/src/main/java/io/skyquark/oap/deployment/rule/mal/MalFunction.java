// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.DETECT_POINT;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.DOWNSAMPLING;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.DURATION;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.EACH;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.FILTER;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.INTEGERS;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.LABELS;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.LAYER;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.LIST;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.NUMBER;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.OPERAND;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.OPTIONAL_TEXT;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.PROPERTIES;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.RETAG;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.TAGS;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.TEXT;
import static io.skyquark.oap.deployment.rule.mal.MalFunction.Kind.UNIT;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A function of MAL: a public method of upstream's {@code SampleFamily} that takes part in the language, with what it takes. Functions of the same name differ
 * in the number of their parameters.
 */
record MalFunction(String name, List<Kind> parameters) {

    enum Kind {
        /** Any number of texts, names and values of labels in turn; null counts as an empty value. */
        LABELS("a text", "'label', 'value', ..."),
        NUMBER("a number", "number"),
        OPERAND("a number or a sample family", "number"),
        LIST("a list of label names", "['label', ...]"),
        TEXT("a text", "'text'"),
        OPTIONAL_TEXT("a text", "'text'"),
        DURATION("a duration", "'PT1M'"),
        INTEGERS("a list of whole numbers", "[50, 99]"),
        LAYER("a layer", "Layer.GENERAL"),
        RETAG("a K8sRetagType", "K8sRetagType.Pod2Service"),
        DETECT_POINT("a DetectPoint", "DetectPoint.SERVER"),
        DOWNSAMPLING("one of AVG, SUM, LATEST, SUM_PER_MIN, MAX, MIN", "SUM"),
        UNIT("a time unit", "java.util.concurrent.TimeUnit.SECONDS"),
        TAGS("a closure", "{tags -> tags.x = 'y'}"),
        FILTER("a closure", "{tags -> tags.x == 'y'}"),
        EACH("a closure", "{element, tags -> tags.x = element}"),
        PROPERTIES("a closure", "{tags -> [x: tags.y]}");

        private final String words;
        private final String example;

        Kind(String words, String example) {
            this.words = words;
            this.example = example;
        }

        /** {@code a list of label names}. */
        String words() {
            return words;
        }

        /** How an argument of the kind is written. */
        String example() {
            return example;
        }
    }

    static final List<String> ENTITIES = List.of("service", "instance", "endpoint", "process", "serviceRelation", "processRelation");
    static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "avg", "count");

    private static final Map<String, List<MalFunction>> ALL = new TreeMap<>();

    static {
        for (var name : List.of("tagEqual", "tagNotEqual", "tagMatch", "tagNotMatch")) {
            define(name, LABELS);
        }
        for (var name : List.of("valueEqual", "valueNotEqual", "valueGreater", "valueGreaterEqual", "valueLess", "valueLessEqual")) {
            define(name, NUMBER);
        }
        for (var name : List.of("plus", "minus", "multiply", "div")) {
            define(name, OPERAND);
        }
        define("negative");
        AGGREGATIONS.forEach(name -> define(name, LIST));
        define("increase", DURATION);
        define("rate", DURATION);
        define("irate");
        define("tag", TAGS);
        define("filter", FILTER);
        define("forEach", LIST, EACH);
        define("retagByK8sMeta", TEXT, RETAG, TEXT, TEXT);
        define("histogram");
        define("histogram", TEXT);
        define("histogram", TEXT, UNIT);
        define("histogram_percentile", INTEGERS);
        define("downsampling", DOWNSAMPLING);
        define("service", LIST, LAYER);
        define("service", LIST, OPTIONAL_TEXT, LAYER);
        define("instance", LIST, LIST, LAYER);
        define("instance", LIST, OPTIONAL_TEXT, LIST, OPTIONAL_TEXT, LAYER, PROPERTIES);
        define("endpoint", LIST, LIST, LAYER);
        define("endpoint", LIST, LIST, OPTIONAL_TEXT, LAYER);
        define("process", LIST, LIST, LIST, TEXT);
        define("serviceRelation", DETECT_POINT, LIST, LIST, LAYER);
        define("serviceRelation", DETECT_POINT, LIST, LIST, OPTIONAL_TEXT, LAYER, OPTIONAL_TEXT);
        define("processRelation", TEXT, LIST, LIST, TEXT, TEXT, TEXT);
    }

    private static void define(String name, Kind... parameters) {
        ALL.computeIfAbsent(name, key -> new java.util.ArrayList<>()).add(new MalFunction(name, Arrays.asList(parameters)));
    }

    static Set<String> names() {
        return new TreeSet<>(ALL.keySet());
    }

    /** All of a name; empty where there is none. */
    static List<MalFunction> named(String name) {
        return ALL.getOrDefault(name, List.of());
    }

    boolean takes(int arguments) {
        return parameters.equals(List.of(LABELS)) || parameters.size() == arguments;
    }

    /** {@code sum(['label', ...])}. */
    String signature() {
        return name + parameters.stream().map(Kind::example).collect(Collectors.joining(", ", "(", ")"));
    }
}
