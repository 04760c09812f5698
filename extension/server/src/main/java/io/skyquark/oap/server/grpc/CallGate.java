// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.skyquark.oap.server.lifecycle.Deadline;

/**
 * The outermost interceptor of every service. It knows the calls in flight, so that a stopping server can let them end: an agent takes a response for a
 * promise, hence what was acknowledged must have reached OAP's queues before those are drained.
 */
final class CallGate implements ServerInterceptor {

    static final Status STOPPING = Status.UNAVAILABLE.withDescription("the server is stopping");

    /** A stream without a message for this long is between two of them, if the client means to send more at all. */
    private static final Duration QUIET = Duration.ofMillis(250);
    private static final long LOOK_AGAIN_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(CallGate.class);

    private final Set<GatedCall<?, ?>> inFlight = ConcurrentHashMap.newKeySet();
    private final Object ended = new Object();
    private volatile boolean open = true;

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        var gated = new GatedCall<ReqT, RespT>(call, this::end);
        inFlight.add(gated);
        // Asked after the call became visible: stop() sees the call, or the call sees the closed gate.
        if (!open) {
            gated.refuse(STOPPING, Untouched.trailers());
            return new ServerCall.Listener<ReqT>() { };
        }
        return gated.start(headers, next);
    }

    int inFlight() {
        return inFlight.size();
    }

    /**
     * Refuses new calls with {@code UNAVAILABLE} from now on, and returns when no call is left. A call whose request is complete may end; a stream that
     * the client keeps open is closed with {@code UNAVAILABLE} as soon as it is quiet, and whatever is left when the bound has passed, too.
     *
     * @return the number of calls that were cut off, in other words whose client got no acknowledgement
     */
    int stop(Duration bound) {
        open = false;
        int cutOff = 0;
        var deadline = Deadline.in(bound);
        try {
            while (!inFlight.isEmpty() && !deadline.passed()) {
                cutOff += refuse(QUIET);
                awaitEnd(Math.min(LOOK_AGAIN_MILLIS, Math.max(1, deadline.millisLeft())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int late = 0;
        for (var call : inFlight) {
            late += call.refuse(STOPPING) ? 1 : 0;
        }
        if (late > 0) {
            LOG.warn("{} gRPC calls were still busy after {} ms; their clients were told to send again", late, bound.toMillis());
        }
        return cutOff + late;
    }

    private int refuse(Duration quiet) {
        int refused = 0;
        for (var call : inFlight) {
            refused += call.waitsForClient(quiet) && call.refuse(STOPPING) ? 1 : 0;
        }
        return refused;
    }

    private void awaitEnd(long millis) throws InterruptedException {
        synchronized (ended) {
            if (!inFlight.isEmpty()) {
                ended.wait(millis);
            }
        }
    }

    private void end(GatedCall<?, ?> call) {
        if (inFlight.remove(call) && !open) {
            synchronized (ended) {
                ended.notifyAll();
            }
        }
    }
}
