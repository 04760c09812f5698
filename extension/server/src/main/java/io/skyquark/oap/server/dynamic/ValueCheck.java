// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.dynamic;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Whether a dynamic value has the form that its user reads: upstream's readers set some values before they look at them, take a part of others, and log what
 * they do not understand only to go on without it. Keys that are not here are checked by whoever reads them.
 */
final class ValueCheck {

    /** For example {@code default:200,mongodb:100}. */
    private static final Pattern THRESHOLDS = Pattern.compile("\\s*[^:,\\s]+\\s*:\\s*\\d{1,9}\\s*(,\\s*[^:,\\s]+\\s*:\\s*\\d{1,9}\\s*)*");

    private ValueCheck() {
    }

    /** @throws IllegalArgumentException that says where the value is wrong */
    static void of(String item, String value) {
        switch (item) {
            case "apdexThreshold" -> map("it", yaml(value)).forEach((service, threshold) -> integer(String.valueOf(service), threshold, 0, Integer.MAX_VALUE));
            case "traceSamplingPolicy" -> samplingPolicy(map("it", yaml(value)));
            case "uninstrumentedGateways" -> list("gateways", map("it", yaml(value)).get("gateways")).forEach(ValueCheck::gateway);
            case "agentConfigurations" -> map("configurations", map("it", yaml(value)).get("configurations")).forEach((service, settings) ->
                map("configurations." + service, settings).forEach((key, setting) -> present("configurations." + service + "." + key, setting)));
            case "alarm-settings" -> List.of("rules", "hooks").forEach(part -> map(part, map("it", yaml(value)).get(part))
                .forEach((name, settings) -> map(part + "." + name, settings)));
            case "endpoint-name-grouping", "endpoint-name-grouping-openapi" -> map("it", yaml(value));
            case "slowDBAccessThreshold", "slowCacheReadThreshold", "slowCacheWriteThreshold" -> thresholds(value);
            default -> {
                // The reader says what it does not like.
            }
        }
    }

    private static void thresholds(String value) {
        if (!THRESHOLDS.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no list of type:milliseconds, such as default:200,mongodb:100");
        }
    }

    private static void samplingPolicy(Map<?, ?> policy) {
        policy("default", policy.get("default"));
        for (var service : list("services", policy.get("services"))) {
            var settings = map("services", service);
            present("services.name", settings.get("name"));
            policy("services." + settings.get("name"), settings);
        }
    }

    private static void policy(String path, Object policy) {
        if (policy != null) {
            integer(path + ".rate", map(path, policy).get("rate"), 0, 10_000);
            integer(path + ".duration", map(path, policy).get("duration"), -1, Integer.MAX_VALUE);
        }
    }

    private static void gateway(Object gateway) {
        for (var instance : list("gateways.instances", map("gateways", gateway).get("instances"))) {
            present("gateways.instances.host", map("gateways.instances", instance).get("host"));
            integer("gateways.instances.port", map("gateways.instances", instance).get("port"), 0, 65_535);
        }
    }

    private static Object yaml(String value) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(value);
    }

    /** Nothing stands for an empty one. */
    private static Map<?, ?> map(String path, Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(path + " has to be a mapping, found '" + value + "'");
    }

    /** Nothing stands for an empty one. */
    private static List<?> list(String path, Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(path + " has to be a list, found '" + value + "'");
    }

    private static void integer(String path, Object value, int least, int most) {
        if (value != null && !(value instanceof Integer number && number >= least && number <= most)) {
            throw new IllegalArgumentException(path + " needs an integer from " + least + " to " + most + ", found '" + value + "'");
        }
    }

    private static void present(String path, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(path + " has no value");
        }
    }
}
