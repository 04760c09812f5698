// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.apache.skywalking.apm.network.logging.v3.LogData;
import org.yaml.snakeyaml.Yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;

import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;

/** Logs for a rule: bodies with the fields that its script reads, there or not, of right and wrong types; tags with the texts that it compares with. */
final class LalInputs {

    private static final Pattern PATH = Pattern.compile("\\bparsed((?:\\??\\.\\w+)+)");
    private static final Pattern TEXT = Pattern.compile("[\"']([^\"'\\n$]*)[\"']");
    private static final Pattern TAG = Pattern.compile("tag\\s*\\(\\s*[\"']([^\"']+)[\"']\\s*\\)");
    private static final Pattern COMPARED =
        Pattern.compile("(?:tag\\s*\\(\\s*[\"'](\\w+)[\"']\\s*\\)|parsed((?:\\??\\.\\w+)+)(?: as String)?) == [\"']([^\"']+)[\"']");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;
    private final List<List<String>> paths = new ArrayList<>();
    private final List<String> texts = new ArrayList<>(List.of("", " ", "x", "12", "0", "-1", "1.5", "true", "false", "1609459200000", "2021/01/01 00:00:00", "SLOW",
        "CLIENT", "server", "10.0.0.1:53"));
    private final List<String> tags = new ArrayList<>(List.of("other"));
    /** Tag or last word of a path to the texts that it is compared with. */
    private final Map<String, List<String>> compared = new TreeMap<>();
    private final List<String> bodies;

    /** @param bodies texts to parse, which are also taken to pieces */
    LalInputs(String dsl, long seed, List<String> bodies) {
        this.random = new Random(seed);
        this.bodies = bodies;
        PATH.matcher(dsl).results().forEach(match -> paths.add(List.of(match.group(1).substring(match.group(1).startsWith("?") ? 2 : 1).split("\\??\\."))));
        TEXT.matcher(dsl).results().forEach(match -> texts.add(match.group(1)));
        COMPARED.matcher(dsl).results().forEach(match -> compared.computeIfAbsent(
            match.group(1) != null ? match.group(1) : match.group(2).substring(match.group(2).lastIndexOf('.') + 1), key -> new ArrayList<>()).add(match.group(3)));
        TAG.matcher(dsl).results().forEach(match -> tags.add(match.group(1)));
    }

    /** What {@link LalDriver} takes. */
    Object[] next() {
        Map<String, String> some = new TreeMap<>();
        for (var tag : tags) {
            if (random.nextInt(4) > 0) {
                some.put(tag, String.valueOf(likely(tag, text())));
            }
        }
        var log = LalDriver.log(some);
        switch (random.nextInt(8)) {
            case 0 -> log.clearService().clearServiceInstance();
            case 1 -> log.clearTimestamp();
            case 2 -> log.setLayer(text());
            case 3 -> log.clearTraceContext();
            default -> {
            }
        }
        body(log);
        return new Object[] {log.build(), random.nextInt(3) == 0 ? null : extra(), random.nextBoolean()};
    }

    private void body(LogData.Builder log) {
        switch (random.nextInt(6)) {
            case 0 -> log.getBodyBuilder().getTextBuilder().setText(plain());
            case 1 -> log.getBodyBuilder().getYamlBuilder().setYaml(new Yaml().dump(document()));
            case 2 -> log.getBodyBuilder().getJsonBuilder().setJson(random.nextInt(5) == 0 ? "{not json" : json());
            case 3 -> {
                log.getBodyBuilder().getTextBuilder().setText(plain());
                log.getTagsBuilder();
            }
            default -> log.getBodyBuilder().getJsonBuilder().setJson(json());
        }
    }

    /** The same document in the form that a rule with this parser reads. */
    Object[] next(String parser) {
        var input = next();
        var log = ((LogData) input[0]).toBuilder().clearBody();
        switch (parser) {
            case "text" -> log.getBodyBuilder().getTextBuilder().setText(plain());
            case "yaml" -> log.getBodyBuilder().getYamlBuilder().setYaml(new Yaml().dump(document()));
            default -> log.getBodyBuilder().getJsonBuilder().setJson(json());
        }
        input[0] = log.build();
        return input;
    }

    private String json() {
        try {
            return JSON.writeValueAsString(document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> document() {
        Map<String, Object> root = new LinkedHashMap<>();
        for (var path : paths) {
            put(root, path);
        }
        return root;
    }

    @SuppressWarnings("unchecked")
    private void put(Map<String, Object> map, List<String> path) {
        if (random.nextInt(8) == 0) {
            return;
        }
        if (path.size() == 1 || random.nextInt(10) == 0) {
            map.putIfAbsent(path.get(0), likely(path.get(0), value()));
        } else if (map.computeIfAbsent(path.get(0), key -> new LinkedHashMap<String, Object>()) instanceof Map<?, ?> inner) {
            put((Map<String, Object>) inner, path.subList(1, path.size()));
        }
    }

    private Object likely(String name, Object other) {
        var texts = compared.get(name);
        return texts == null || random.nextInt(3) == 0 ? other : texts.get(random.nextInt(texts.size()));
    }

    private Object value() {
        return switch (random.nextInt(16)) {
            case 0 -> null;
            case 1 -> random.nextInt(1000);
            case 2 -> random.nextInt(3);
            case 3 -> 1700000000000L + random.nextInt(1000);
            case 4 -> random.nextInt(100) / 8.0;
            case 5, 6 -> random.nextBoolean();
            case 7 -> new ArrayList<>(List.of(1, "a", text()));
            case 8 -> new LinkedHashMap<>(Map.of("a", text()));
            case 9 -> new ArrayList<>();
            default -> text();
        };
    }

    private String text() {
        return texts.get(random.nextInt(texts.size()));
    }

    private String plain() {
        if (bodies.isEmpty() || random.nextInt(4) == 0) {
            return text();
        }
        var body = bodies.get(random.nextInt(bodies.size()));
        int cut = body.isEmpty() ? 0 : random.nextInt(body.length());
        return switch (random.nextInt(4)) {
            case 0 -> body.substring(cut);
            case 1 -> body.substring(0, cut) + text() + body.substring(cut);
            default -> body;
        };
    }

    private Message extra() {
        var entry = HTTPAccessLogEntry.newBuilder();
        if (random.nextInt(3) > 0) {
            entry.getResponseBuilder().getResponseCodeBuilder().setValue(random.nextInt(600));
        }
        if (random.nextInt(3) > 0) {
            entry.getCommonPropertiesBuilder().setUpstreamCluster(text());
        }
        if (random.nextBoolean()) {
            entry.getCommonPropertiesBuilder().getResponseFlagsBuilder().setUpstreamConnectionFailure(random.nextBoolean()).setNoHealthyUpstream(random.nextBoolean());
        }
        if (random.nextBoolean()) {
            entry.getRequestBuilder().setPath(text()).putRequestHeaders("x-id", text()).setRequestMethodValue(random.nextInt(4));
        }
        return entry.build();
    }
}
