// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the build says that the server offers, read from the {@code inventory.json} that it writes. */
public record Inventory(List<Route> routes, List<GrpcMethod> methods, List<RootField> fields) {

    private static final Pattern ROUTE = Pattern.compile("(\\S+) (\\S+) (\\S+) \\[.*] by (?:\\S+\\.)?([\\w$]+#\\w+)");
    private static final Pattern SERVICE = Pattern.compile("(\\S+) \\[(.*)] by \\S+");
    private static final Pattern FIELD = Pattern.compile("(\\w+)\\.(\\w+) by \\S+");

    /** One thing that a client can call; {@link #toString} is its name in the report and in the table of refusals. */
    public sealed interface Entry {
    }

    /**
     * @param server the module provider that opens the port, or {@code core}
     * @param path with parts in braces where a parameter stands
     * @param handler simple class name and method of what answers; several may share verb and path
     */
    public record Route(String server, String verb, String path, String handler) implements Entry {

        /** Whether a request to this verb and path, without query, goes here or to one of the others at the same path. */
        boolean matches(String otherVerb, String otherPath) {
            return verb.equals(otherVerb) && otherPath.matches(Pattern.quote(path).replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q"));
        }

        @Override
        public String toString() {
            return "http " + server + " " + verb + " " + path + " by " + handler;
        }
    }

    /** @param name service and method, divided by a slash */
    public record GrpcMethod(String name) implements Entry {

        @Override
        public String toString() {
            return "grpc " + name;
        }
    }

    /** @param type Query or Mutation */
    public record RootField(String type, String name) implements Entry {

        @Override
        public String toString() {
            return "graphql " + type + "." + name;
        }
    }

    /** Reads the file that system property {@code oap.inventory} names. Without it the test is skipped. */
    public static Inventory read() {
        var file = Path.of(System.getProperty("oap.inventory"));
        assumeTrue(Files.exists(file), () -> "skipped: " + file.normalize() + " is not built; run mvn package first");
        try {
            var json = Json.parse(Files.readString(file));
            return new Inventory(
                parse(json.get("http"), ROUTE, found -> Stream.of(new Route(found.group(1), found.group(2), found.group(3), found.group(4)))),
                parse(json.get("grpc"), SERVICE, found -> Stream.of(found.group(2).split(", ")).map(name -> new GrpcMethod(found.group(1) + "/" + name))),
                parse(json.get("graphql"), FIELD, found -> Stream.of(new RootField(found.group(1), found.group(2)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Entry> all() {
        return Stream.of(routes, methods, fields).flatMap(List::stream);
    }

    private static <T> List<T> parse(JsonNode section, Pattern form, Function<MatchResult, Stream<T>> entries) {
        List<T> all = new ArrayList<>();
        section.forEach(line -> {
            var matcher = form.matcher(line.asText());
            if (!matcher.matches()) {
                throw new IllegalStateException("the inventory has a line of another form than " + form + ": " + line.asText());
            }
            entries.apply(matcher.toMatchResult()).forEach(all::add);
        });
        if (all.isEmpty()) {
            throw new IllegalStateException("a section of the inventory is empty");
        }
        return List.copyOf(all);
    }
}
