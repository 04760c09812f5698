// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.netty.handler.codec.http.QueryStringDecoder;

/**
 * Path and query of a request, decoded.
 *
 * @param segments the path's segments without empty ones; a path that ends with a slash has one empty segment at its end
 * @param query name to values
 */
record RequestTarget(List<String> segments, Map<String, List<String>> query) {

    private static final int MAX_PARAMETERS = 1024;

    /**
     * @param absolute whether {@code http://host/path}, as proxies send it, is a target too
     * @throws IllegalArgumentException where the target is neither, leaves the root by dots or is not encoded properly
     */
    static RequestTarget parse(String target, boolean absolute) {
        var local = absolute ? withoutHost(target) : target;
        if (!local.startsWith("/")) {
            throw new IllegalArgumentException("Not a path: " + target);
        }
        int mark = local.indexOf('?');
        var path = mark < 0 ? local : local.substring(0, mark);
        return new RequestTarget(segments(path), mark < 0 ? Map.of() : parameters(local.substring(mark + 1)));
    }

    /** Splits a declared path the same way, so that both sides of a comparison are alike. */
    static List<String> segments(String path) {
        var parts = path.split("/", -1);
        var segments = new ArrayList<String>(parts.length);
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty() || i == parts.length - 1) {
                segments.add(decode(parts[i]));
            }
        }
        return segments;
    }

    /** An encoded query or form; a semicolon is an ordinary character. */
    static Map<String, List<String>> parameters(String encoded) {
        return new QueryStringDecoder(encoded, StandardCharsets.UTF_8, false, MAX_PARAMETERS, true).parameters();
    }

    private static String decode(String segment) {
        // In a path a plus sign is a plus sign.
        var decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (decoded.equals("..")) {
            throw new IllegalArgumentException("Dots in the path");
        }
        return decoded;
    }

    private static String withoutHost(String target) {
        int scheme = target.startsWith("https://") ? 8 : target.startsWith("http://") ? 7 : 0;
        int slash = target.indexOf('/', scheme);
        return scheme == 0 ? target : slash < 0 ? "/" : target.substring(slash);
    }
}
