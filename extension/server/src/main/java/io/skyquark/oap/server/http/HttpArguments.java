// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpRequest;

/** What the generated invokers ask for: the arguments of one request. */
public final class HttpArguments {

    private final ReceivedRequest request;
    private Map<String, List<String>> parameters;

    HttpArguments(ReceivedRequest request) {
        this.request = request;
    }

    public Argument path(String name) {
        return new Argument(name, request.pathVariables().get(name), true);
    }

    /** The first value in the query, or else in the form. */
    public Argument param(String name) {
        var values = parameters().get(name);
        return new Argument(name, values == null ? null : values.get(0), true);
    }

    public Argument header(String name) {
        return new Argument(name, request.headers().get(name), true);
    }

    /** The body as the message that {@code prototype} is the empty one of. */
    public Message message(Message prototype) throws Exception {
        return read(() -> RequestBody.message(request, prototype));
    }

    /** The body as a list of messages. */
    public List<Message> messages(Message prototype) throws Exception {
        return read(() -> RequestBody.messages(request, prototype));
    }

    /** The JSON body as an object of a plain class. */
    public Object json(Class<?> type) throws Exception {
        return read(() -> RequestBody.json(request, type));
    }

    /** The body through a converter of upstream's own. */
    public Object converted(OapRequestConverter converter, Class<?> type) throws Exception {
        return read(() -> converter.convertRequest(null, request.aggregated(), type, null));
    }

    public HttpRequest request() {
        return new CompleteHttpRequest(request.aggregated());
    }

    /** A parser may throw anything over a body that is broken, down to the end of the stack over one that is nested deep. */
    private static <T> T read(Callable<T> parser) throws RefusedBodyException {
        try {
            return parser.call();
        } catch (Exception | StackOverflowError e) {
            throw RefusedBodyException.malformed("cannot be read", e);
        }
    }

    private Map<String, List<String>> parameters() {
        if (parameters == null) {
            parameters = new HashMap<>();
            add(request.query());
            add(FormBody.parameters(request));
        }
        return parameters;
    }

    private void add(Map<String, List<String>> more) {
        more.forEach((name, values) -> parameters.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values));
    }
}
