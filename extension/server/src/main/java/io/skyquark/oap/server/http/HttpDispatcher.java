// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.linecorp.armeria.common.HttpMethod;

import io.skyquark.oap.server.http.RouteTable.Route;
import io.skyquark.oap.server.refusal.ClientFault;
import io.skyquark.oap.server.refusal.Refusals;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers the requests of one server from upstream's handler objects: finds the route, receives and converts the body, calls the handler on a worker
 * thread. Statuses and bodies of everything that goes wrong are those of upstream's server.
 */
final class HttpDispatcher implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDispatcher.class);

    /** Armeria's default, which upstream does not change. */
    static final int MAX_BODY = 10 * 1024 * 1024;

    private static final int FIRST_REFUSAL = 400;
    private static final int UNREADABLE_BODY = 400;
    private static final String ALLOWED = "OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE,TRACE,CONNECT";

    private final RouteTable routes;
    private final Workers workers;
    private final InFlight inFlight;
    private final boolean absoluteTargets;
    private volatile int port;
    private final Set<HttpMethod> methods = EnumSet.of(HttpMethod.HEAD);

    /**
     * @param port as configured, for the count of what is refused
     * @param absoluteTargets whether {@code GET http://host/path}, as proxies send it, is answered
     */
    HttpDispatcher(int port, String contextPath, int maxThreads, boolean absoluteTargets, InFlight inFlight) {
        this.port = port;
        this.routes = new RouteTable(contextPath);
        this.workers = new Workers(maxThreads);
        this.absoluteTargets = absoluteTargets;
        this.inFlight = inFlight;
    }

    void add(HandlerInvoker invoker, Object handler, List<HttpMethod> handlerMethods) {
        routes.add(invoker, handler);
        methods.addAll(handlerMethods);
    }

    /** @param otherPort the port that is counted for, where this is not the one of the configuration */
    void answersOn(int otherPort) {
        port = otherPort;
    }

    RouteTable routes() {
        return routes;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!inFlight.enter()) {
            refuse(request, HttpAnswer.ofStatus(503).with(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
            return;
        }
        try {
            dispatch(request).whenComplete((done, failure) -> inFlight.leave());
        } catch (RuntimeException e) {
            inFlight.leave();
            throw e;
        }
    }

    private CompletableFuture<Void> dispatch(HttpServerRequest request) {
        if (request.uri().equals("*")) {
            return refuse(request, new HttpAnswer(200, HttpHeaders.headers(), new byte[0]).with(HttpHeaders.ALLOW, ALLOWED));
        }
        RequestTarget target;
        try {
            target = RequestTarget.parse(request.uri(), absoluteTargets);
        } catch (IllegalArgumentException e) {
            return refuse(request, HttpAnswer.ofStatus(400, "Invalid request path").with(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
        }
        var verb = request.method().name();
        if (methods.stream().noneMatch(method -> method.name().equals(verb))) {
            return refuse(request, off(verb, target, HttpAnswer.methodNotAllowed()));
        }
        var match = routes.find(target.segments());
        if (match == null) {
            return refuse(request, absent(verb, target));
        }
        var choice = Negotiation.choose(match.routes(), verb, request.headers());
        if (choice.route() == null) {
            return refuse(request, choice.status() == 405 ? off(verb, target, HttpAnswer.ofStatus(405)) : HttpAnswer.ofStatus(choice.status()));
        }
        var context = Vertx.currentContext();
        var answered = new CompletableFuture<Void>();
        BodyReader.read(request, MAX_BODY)
            .onFailure(failure -> {
                brokenOff(failure);
                answered.completeExceptionally(failure);
            })
            .onSuccess(body -> {
                if (body == null) {
                    write(HttpAnswer.ofStatus(413).with(HttpHeaders.CONNECTION, HttpHeaders.CLOSE), request);
                    answered.complete(null);
                } else {
                    call(context, request, target, match, choice.route(), body, answered);
                }
            });
        return answered;
    }

    /** Vert.x closes the connection where a body is no HTTP, and nothing can be answered; a client that goes away is no refusal. */
    private void brokenOff(Throwable failure) {
        if (!(failure instanceof IOException || failure instanceof VertxException)) {
            Refusals.httpRequest(port, UNREADABLE_BODY);
        }
    }

    private void call(Context context, HttpServerRequest request, RequestTarget target, RouteTable.Match match, Route route, Buffer body,
                      CompletableFuture<Void> answered) {
        workers.run(context, () -> {
            var plain = ContentEncoding.decode(request.getHeader(HttpHeaders.CONTENT_ENCODING), body.getBytes(), MAX_BODY);
            if (plain == null) {
                return CompletableFuture.completedFuture(HttpAnswer.ofStatus(413));
            }
            var received = new ReceivedRequest(request.method().name(), request.uri(), match.variables(), target.query(), request.headers(), plain);
            return answer(route, received);
        }).onComplete(done -> {
            var answer = done.succeeded() ? done.result() : CompletableFuture.completedFuture(failed(route, request.method().name(), done.cause()));
            // A response that upstream completes later is written in the request's own thread as well.
            answer.thenAccept(ready -> context.runOnContext(now -> {
                try {
                    write(ready, request);
                } finally {
                    answered.complete(null);
                }
            }));
        });
    }

    private static CompletableFuture<HttpAnswer> answer(Route route, ReceivedRequest received) {
        var arguments = new HttpArguments(received);
        CompletableFuture<HttpAnswer> answer;
        try {
            answer = HttpAnswer.of(route.invoke(arguments));
        } catch (Throwable e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionally(failure -> recover(route, arguments, received.verb(), failure))
            // The exception handler may fail in its turn.
            .exceptionally(failure -> failed(route, received.verb(), failure));
    }

    private static HttpAnswer recover(Route route, HttpArguments arguments, String verb, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var handler = route.invoker().exceptionHandler();
        if (handler == null) {
            return failed(route, verb, cause);
        }
        log(route, verb, cause);
        return HttpAnswer.of(handler.handleException(null, arguments.request(), cause)).join();
    }

    private static HttpAnswer failed(Route route, String verb, Throwable cause) {
        log(route, verb, cause);
        if (cause instanceof RefusedBodyException refused) {
            return refused.answer();
        }
        // What is sent by POST has a body, and the handler may have read it itself; upstream answers 500 unless the exception is for an argument.
        boolean ofBody = verb.equals("POST") && ClientFault.isOne(cause) && !(cause instanceof IllegalArgumentException);
        return ofBody ? HttpAnswer.ofStatus(400, "the body cannot be processed: " + ClientFault.text(cause))
            : HttpAnswer.ofStatus(cause instanceof IllegalArgumentException ? 400 : 500);
    }

    private static void log(Route route, String verb, Throwable cause) {
        var endpoint = route.endpoint();
        // What the client got wrong needs no stack trace.
        if (cause instanceof IllegalArgumentException || cause instanceof RefusedBodyException || cause instanceof IOException) {
            LOG.warn("{} {} ({}): {}", verb, endpoint.path(), endpoint.method(), cause.getMessage());
        } else {
            LOG.warn("{} {} ({}) failed", verb, endpoint.path(), endpoint.method(), cause);
        }
    }

    /** Status 404, with the reason where the build knows the route. */
    private static HttpAnswer absent(String verb, RequestTarget target) {
        var reason = OapHttpServers.absent().reason(verb, target.segments());
        return reason == null ? HttpAnswer.ofStatus(404) : HttpAnswer.ofStatus(404, reason);
    }

    /** The path is another route's; status 404 all the same where this one is known and its module is off. */
    private static HttpAnswer off(String verb, RequestTarget target, HttpAnswer otherwise) {
        var reason = OapHttpServers.absent().reasonIfOff(verb, target.segments());
        return reason == null ? otherwise : HttpAnswer.ofStatus(404, reason);
    }

    /** Answers without looking at the body. */
    private CompletableFuture<Void> refuse(HttpServerRequest request, HttpAnswer answer) {
        write(answer, request);
        if (!request.isEnded()) {
            request.resume();
        }
        return CompletableFuture.completedFuture(null);
    }

    private void write(HttpAnswer answer, HttpServerRequest request) {
        if (answer.status() >= FIRST_REFUSAL) {
            Refusals.httpRequest(port, answer.status());
        }
        answer.writeTo(request);
    }
}
