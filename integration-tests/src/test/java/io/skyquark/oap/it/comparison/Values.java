// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.TestTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What stands for the placeholders of the recorded traffic and questions. A text that is one placeholder becomes the value itself, a number or an
 * object too; inside a longer text the value's text is put in.
 *
 * <pre>
 * &lt;m0> &lt;m1> &lt;m2>              the start of three completed minutes, in milliseconds; &lt;m> in a repeated step
 * &lt;m0+1500> &lt;m1:s> &lt;m1+20:ns>  so much later; in seconds or nanoseconds
 * &lt;m0:iso> &lt;m0:HH:mm:ss>     as ISO 8601; in any other form in the time zone of the servers
 * &lt;count:5>                  a counter in a repeated step: 5, then 10 more, then 15 more
 * &lt;duration:MINUTE>           a Duration over the three minutes; also DAY, HOUR, SECOND; OPEN goes on, for what has the time of its arrival
 * &lt;start:MINUTE> &lt;end:MINUTE>  its ends; &lt;when> both as parameters of a URL
 * &lt;service:NAME> &lt;virtual:NAME>            the ID of a service that an agent reports, of one that is only known from its callers
 * &lt;instance:NAME|INSTANCE> &lt;endpoint:NAME|ENDPOINT>
 * &lt;name>                     what a former step captured
 * </pre>
 */
public final class Values {

    private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z][A-Za-z0-9]*)(?:\\+(\\d+))?(?::([^<>]+))?>");

    private final Instant firstMinute;
    private final Map<String, JsonNode> named = new HashMap<>();

    private Values(Instant firstMinute) {
        this.firstMinute = firstMinute;
        for (int i = 0; i < 3; i++) {
            named.put("m" + i, number(firstMinute.plus(i, ChronoUnit.MINUTES).toEpochMilli()));
        }
        named.put("when", text(resolve("startTime=<start:MINUTE>&endTime=<end:MINUTE>&step=MINUTE").replace(" ", "%20")));
    }

    /** The three minutes before the last completed one. */
    public static Values now() {
        return new Values(Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(4, ChronoUnit.MINUTES));
    }

    /** The same minutes, without what was captured. */
    public Values forAnotherServer() {
        return new Values(firstMinute);
    }

    void set(String name, JsonNode value) {
        named.put(name, value);
    }

    JsonNode get(String name) {
        var value = named.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing is known for the placeholder " + name + "; known are " + named.keySet());
        }
        return value;
    }

    /** A copy of the tree with the values in place. */
    JsonNode resolve(JsonNode template) {
        if (template.isTextual()) {
            var whole = PLACEHOLDER.matcher(template.asText());
            return whole.matches() ? value(whole.toMatchResult()) : JsonNodeFactory.instance.textNode(resolve(template.asText()));
        }
        if (template.isObject()) {
            var object = JsonNodeFactory.instance.objectNode();
            template.properties().forEach(field -> object.set(field.getKey(), resolve(field.getValue())));
            return object;
        }
        if (template.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            template.forEach(element -> array.add(resolve(element)));
            return array;
        }
        return template;
    }

    String resolve(String template) {
        return PLACEHOLDER.matcher(template).replaceAll(match -> java.util.regex.Matcher.quoteReplacement(value(match).asText()));
    }

    private JsonNode value(MatchResult placeholder) {
        var argument = placeholder.group(3);
        return switch (placeholder.group(1)) {
            case "duration" -> Json.of(argument.equals("OPEN") ? TestTime.duration("MINUTE", firstMinute, firstMinute.plus(1, ChronoUnit.HOURS))
                : TestTime.duration(argument, firstMinute, lastMinute(argument)));
            case "start" -> text(TestTime.format(argument, firstMinute));
            case "end" -> text(TestTime.format(argument, lastMinute(argument)));
            case "count" -> count(Long.parseLong(argument));
            case "service" -> text(serviceId(argument, true));
            case "virtual" -> text(serviceId(argument, false));
            case "instance", "endpoint" -> text(partId(argument));
            default -> time(placeholder.group(1), placeholder.group(2), argument);
        };
    }

    private Instant lastMinute(String step) {
        return firstMinute.plus(2, ChronoUnit.MINUTES).plusSeconds(step.equals("SECOND") ? 59 : 0);
    }

    private JsonNode time(String name, String offset, String unit) {
        var value = get(name);
        if (offset == null && unit == null) {
            return value;
        }
        long millis = value.asLong() + (offset == null ? 0 : Long.parseLong(offset));
        return switch (unit == null ? "ms" : unit) {
            case "ms" -> number(millis);
            case "s" -> number(millis / 1000);
            case "ns" -> number(millis * 1_000_000);
            case "iso" -> text(Instant.ofEpochMilli(millis).toString());
            default -> text(TestTime.formatBy(unit, Instant.ofEpochMilli(millis)));
        };
    }

    private JsonNode count(long step) {
        long minute = ChronoUnit.MINUTES.between(firstMinute, Instant.ofEpochMilli(get("m").asLong()));
        return number(step * (minute + 1) * (minute + 2) / 2);
    }

    private static String serviceId(String name, boolean real) {
        return base64(name) + (real ? ".1" : ".0");
    }

    private static String partId(String argument) {
        var parts = argument.split("\\|", 2);
        return serviceId(parts[0], true) + "_" + base64(parts[1]);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private static JsonNode number(long number) {
        return JsonNodeFactory.instance.numberNode(number);
    }
}
