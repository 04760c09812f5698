// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of one server, by path. A path without variables goes before one with variables. */
final class RouteTable {

    /** One method on one path, and what answers it. */
    record Route(Endpoint endpoint, HandlerInvoker invoker, Object handler) {

        Object invoke(HttpArguments arguments) throws Throwable {
            return invoker.invoke(endpoint.call(), handler, arguments);
        }
    }

    /**
     * @param routes all routes of the path, of any method; not empty
     * @param variables decoded values by name
     */
    record Match(List<Route> routes, Map<String, String> variables) {
    }

    private record Template(List<String> segments, List<Route> routes) {

        Map<String, String> variablesOf(List<String> path) {
            if (path.size() != segments.size()) {
                return null;
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                var name = variable(segments.get(i));
                if (name == null && !segments.get(i).equals(path.get(i)) || path.get(i).isEmpty()) {
                    return null;
                }
                if (name != null) {
                    variables.put(name, path.get(i));
                }
            }
            return variables;
        }
    }

    private final List<String> context;
    private final Map<List<String>, List<Route>> exact = new HashMap<>();
    private final List<Template> templates = new ArrayList<>();

    /** @param contextPath what all paths begin with, {@code /} for nothing */
    RouteTable(String contextPath) {
        context = contextPath == null ? List.of() : RequestTarget.segments(contextPath).stream().filter(segment -> !segment.isEmpty()).toList();
    }

    void add(HandlerInvoker invoker, Object handler) {
        for (var endpoint : invoker.endpoints()) {
            routesOf(RequestTarget.segments(endpoint.path())).add(new Route(endpoint, invoker, handler));
        }
    }

    private List<Route> routesOf(List<String> segments) {
        if (segments.stream().allMatch(segment -> variable(segment) == null)) {
            return exact.computeIfAbsent(segments, path -> new ArrayList<>());
        }
        return templates.stream().filter(template -> template.segments().equals(segments)).findFirst().orElseGet(() -> {
            templates.add(new Template(segments, new ArrayList<>()));
            return templates.get(templates.size() - 1);
        }).routes();
    }

    /** The routes of a path, or {@code null} where there are none. */
    Match find(List<String> path) {
        if (path.size() <= context.size() || !path.subList(0, context.size()).equals(context)) {
            return null;
        }
        var local = path.subList(context.size(), path.size());
        var routes = exact.get(local);
        if (routes != null) {
            return new Match(routes, Map.of());
        }
        for (var template : templates) {
            var variables = template.variablesOf(local);
            if (variables != null) {
                return new Match(template.routes(), variables);
            }
        }
        return null;
    }

    /** Two routes that answer the same requests, and their path with names of variables left out. */
    record Pair(String path, Route own, Route other) {
    }

    /** The routes that another table has as well; variables are alike whatever their names. */
    List<Pair> common(RouteTable other) {
        var theirs = other.byVerbAndPath();
        var pairs = new ArrayList<Pair>();
        byVerbAndPath().forEach((key, own) -> {
            if (theirs.containsKey(key)) {
                pairs.add(new Pair(key.substring(key.indexOf(' ') + 1), own, theirs.get(key)));
            }
        });
        return pairs;
    }

    private Map<String, Route> byVerbAndPath() {
        var all = new TreeMap<String, Route>();
        exact.forEach((path, routes) -> addAll(all, path, routes));
        templates.forEach(template -> addAll(all, template.segments(), template.routes()));
        return all;
    }

    private void addAll(Map<String, Route> all, List<String> path, List<Route> routes) {
        var text = Stream.concat(context.stream(), path.stream().map(segment -> variable(segment) == null ? segment : "{}"))
            .collect(Collectors.joining("/", "/", ""));
        routes.forEach(route -> all.putIfAbsent(route.endpoint().verb() + " " + text, route));
    }

    private static String variable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}") ? segment.substring(1, segment.length() - 1) : null;
    }
}
