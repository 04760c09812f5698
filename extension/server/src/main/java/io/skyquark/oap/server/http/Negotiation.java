// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.List;

import com.linecorp.armeria.common.MediaType;

import io.skyquark.oap.server.http.RouteTable.Route;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** Chooses among the routes of a path by method, content type and accepted types. */
final class Negotiation {

    /**
     * @param route the chosen route, or {@code null}
     * @param status why there is none: 405, 415 or 406
     */
    record Choice(Route route, int status) {
    }

    private Negotiation() {
    }

    static Choice choose(List<Route> routes, String verb, MultiMap headers) {
        // A route for GET answers HEAD too.
        var wanted = verb.equals("HEAD") ? "GET" : verb;
        var ofVerb = routes.stream().filter(route -> route.endpoint().verb().equals(wanted)).toList();
        if (ofVerb.isEmpty()) {
            return new Choice(null, 405);
        }
        var type = ReceivedRequest.mediaType(headers.get(HttpHeaders.CONTENT_TYPE));
        var ofType = ofVerb.stream().filter(route -> consumes(route, type)).toList();
        if (ofType.isEmpty()) {
            return new Choice(null, 415);
        }
        var accepted = ofType.stream().filter(route -> accepts(headers.get(HttpHeaders.ACCEPT), route)).toList();
        if (accepted.isEmpty()) {
            return new Choice(null, 406);
        }
        // The route that names the content type is meant before the one that takes any.
        return new Choice(accepted.stream().filter(route -> type != null && !route.endpoint().consumes().isEmpty()).findFirst()
            .orElseGet(() -> accepted.stream().filter(route -> route.endpoint().consumes().isEmpty()).findFirst().orElse(accepted.get(0))), 200);
    }

    private static boolean consumes(Route route, MediaType type) {
        var consumes = route.endpoint().consumes();
        return type == null || consumes.isEmpty() || consumes.stream().anyMatch(consumed -> type.belongsTo(MediaType.parse(consumed)));
    }

    private static boolean accepts(String accept, Route route) {
        var produces = route.endpoint().produces();
        if (accept == null || produces.isEmpty()) {
            return true;
        }
        for (var range : accept.split(",")) {
            var wanted = ReceivedRequest.mediaType(range.trim());
            if (wanted != null && produces.stream().anyMatch(produced -> MediaType.parse(produced).belongsTo(wanted.withoutParameters()))) {
                return true;
            }
        }
        return false;
    }
}
