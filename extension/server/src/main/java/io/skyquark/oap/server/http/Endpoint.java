// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.List;

/**
 * One route of a handler class as its annotations declare it; the generated invokers hand them out.
 *
 * @param call what {@link HandlerInvoker#invoke} takes; routes of the same Java method share it
 * @param verb the HTTP method, upper case
 * @param path starts with a slash; a segment in braces is a path variable, for example <code>/api/v1/label/{label_name}/values</code>
 * @param method class and method for logs, for example {@code PromQLApiHandler.labelValues}
 * @param consumes the accepted content types, empty where any will do
 * @param produces the content types that can be answered, empty where the handler does not say
 */
public record Endpoint(int call, String verb, String path, String method, List<String> consumes, List<String> produces) {

    /**
     * For generated code.
     *
     * @param consumes content types with commas between
     * @param produces content types with commas between
     */
    public static Endpoint of(int call, String verb, String path, String method, String consumes, String produces) {
        return new Endpoint(call, verb, path, method, list(consumes), list(produces));
    }

    private static List<String> list(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(","));
    }
}
