// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import java.util.List;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * One HTTP route of upstream: a method of a handler class, one HTTP method and one path. Produced by {@code HttpProcessor} from the annotations of the
 * handler classes, consumed by the inventory; the routes themselves are in the generated invokers.
 */
public final class HttpEndpointBuildItem extends MultiBuildItem {

    private final String server;
    private final String verb;
    private final String path;
    private final String handler;
    private final String method;
    private final List<String> consumes;
    private final List<String> produces;
    private final List<String> parameters;

    /**
     * @param server simple name of the upstream provider that opens a server for the handler, {@code core} where it shares the core module's
     * @param verb the HTTP method, upper case
     * @param path below the server's context path, variables in braces
     * @param handler the handler class
     * @param method its Java method
     * @param consumes accepted content types, empty for any
     * @param produces content types of the answer, empty where not declared
     * @param parameters one readable line for each parameter, for example {@code query limit: Integer, optional}
     */
    public HttpEndpointBuildItem(String server, String verb, String path, String handler, String method, List<String> consumes, List<String> produces,
                                 List<String> parameters) {
        this.server = server;
        this.verb = verb;
        this.path = path;
        this.handler = handler;
        this.method = method;
        this.consumes = List.copyOf(consumes);
        this.produces = List.copyOf(produces);
        this.parameters = List.copyOf(parameters);
    }

    public String server() {
        return server;
    }

    public String verb() {
        return verb;
    }

    public String path() {
        return path;
    }

    public String handler() {
        return handler;
    }

    public String method() {
        return method;
    }

    public List<String> consumes() {
        return consumes;
    }

    public List<String> produces() {
        return produces;
    }

    public List<String> parameters() {
        return parameters;
    }
}
