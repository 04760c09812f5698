// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.List;

/** The routes that the build knows, whether a module serves them or not: what a server does not have says where it is, or what turns it on. */
final class AbsentRoutes {

    private final RouteTable known = new RouteTable("/");
    private final HttpRoutes routes;
    private final Explanation explanation;

    /** Tells why nothing answers a route, which is verb and path as declared. */
    interface Explanation {

        /** Where the handler class answers it, or {@code null} where it answers nowhere. */
        String servedAt(String handlerClass, String route);

        /** @param module the module that the handler class belongs to, empty where augmentation could not tell */
        String off(String module, String route);
    }

    AbsentRoutes(HttpRoutes routes, Explanation explanation) {
        this.routes = routes;
        this.explanation = explanation;
        for (var handler : routes.handlers()) {
            known.add(routes.invoker(handler), handler);
        }
    }

    /** Where a request is answered, or why it is not; {@code null} where nothing that the build knows would answer it. */
    String reason(String verb, List<String> path) {
        var route = find(verb, path);
        if (route == null) {
            return null;
        }
        var servedAt = explanation.servedAt((String) route.handler(), text(route));
        return servedAt != null ? servedAt : off(route);
    }

    /** Why a request is answered by no server at all; {@code null} where one does, or where nothing that the build knows would answer it. */
    String reasonIfOff(String verb, List<String> path) {
        var route = find(verb, path);
        return route == null || explanation.servedAt((String) route.handler(), text(route)) != null ? null : off(route);
    }

    private RouteTable.Route find(String verb, List<String> path) {
        var match = known.find(path);
        if (match == null) {
            return null;
        }
        var wanted = verb.equals("HEAD") ? "GET" : verb;
        return match.routes().stream().filter(route -> route.endpoint().verb().equals(wanted)).findFirst().orElse(null);
    }

    private String off(RouteTable.Route route) {
        return explanation.off(routes.module((String) route.handler()), text(route));
    }

    private static String text(RouteTable.Route route) {
        return route.endpoint().verb() + " " + route.endpoint().path();
    }
}
