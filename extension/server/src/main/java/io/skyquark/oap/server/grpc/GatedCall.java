// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.time.Duration;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

/**
 * One call: whether its handler is at work, and whether it is over. gRPC allows one thread at a time to use a call, and the gate is a second one beside the
 * handler's; every write therefore goes through this object's lock, and what a handler writes after the gate has refused the call is dropped.
 */
final class GatedCall<ReqT, RespT> extends SimpleForwardingServerCall<ReqT, RespT> {

    private static final Status UNANSWERED = Status.INVALID_ARGUMENT.withDescription("the message lacks something that its handler needs, and was dropped");

    private static final Logger LOG = LoggerFactory.getLogger(GatedCall.class);

    private final Consumer<GatedCall<?, ?>> onEnd;
    private long lastActivity = System.nanoTime();
    private int atWork;
    private boolean requestComplete;
    private boolean closed;
    private boolean refused;

    GatedCall(ServerCall<ReqT, RespT> call, Consumer<GatedCall<?, ?>> onEnd) {
        super(call);
        this.onEnd = onEnd;
    }

    ServerCall.Listener<ReqT> start(Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        enter();
        try {
            return new Listener(next.startCall(this, headers));
        } catch (RuntimeException e) {
            // Quarkus starts blocking calls on a worker and would leave the client waiting for ever.
            fail(e);
            return new ServerCall.Listener<ReqT>() { };
        } finally {
            leave();
        }
    }

    /** Ends the call from outside its handler; false where it was over. */
    boolean refuse(Status status) {
        return refuse(status, new Metadata());
    }

    synchronized boolean refuse(Status status, Metadata trailers) {
        if (closed) {
            return false;
        }
        refused = true;
        close(() -> super.close(status, trailers));
        return true;
    }

    private void fail(Throwable failure) {
        var status = CallFailure.of(failure);
        if (status.getCode() == Status.Code.INTERNAL) {
            LOG.error("The handler of {} failed", getMethodDescriptor().getFullMethodName(), failure);
        } else {
            LOG.debug("The handler of {} failed", getMethodDescriptor().getFullMethodName(), failure);
        }
        refuse(status);
    }

    /** Whether the client may send more but has not for {@code quiet}. */
    synchronized boolean waitsForClient(Duration quiet) {
        return !requestComplete && atWork == 0 && System.nanoTime() - lastActivity > quiet.toNanos();
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
        if (!refused) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public synchronized void sendMessage(RespT message) {
        if (!refused) {
            super.sendMessage(message);
        }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
        if (!refused) {
            boolean unsaid = status.getCode() == Status.Code.UNKNOWN && status.getDescription() == null && status.getCause() != null;
            close(() -> super.close(unsaid ? CallFailure.of(status.getCause()) : status, trailers));
        }
    }

    private void close(Runnable close) {
        try {
            close.run();
        } finally {
            closed = true;
            endIfOver();
        }
    }

    private synchronized void enter() {
        atWork++;
    }

    private synchronized void leave() {
        atWork--;
        lastActivity = System.nanoTime();
        endIfOver();
    }

    private void endIfOver() {
        if (closed && atWork == 0) {
            onEnd.accept(this);
        }
    }

    private synchronized boolean isRefused() {
        return refused;
    }

    private synchronized void requestComplete() {
        requestComplete = true;
    }

    private synchronized void over() {
        closed = true;
    }

    /** Counts every callback as work. */
    private final class Listener extends SimpleForwardingServerCallListener<ReqT> {

        Listener(ServerCall.Listener<ReqT> delegate) {
            super(delegate);
        }

        @Override
        public void onMessage(ReqT message) {
            if ((Object) message instanceof CheckedRequests.Malformed malformed) {
                refuse(malformed.status());
            } else if (!isRefused()) {
                work(() -> super.onMessage(message));
            }
        }

        @Override
        public void onHalfClose() {
            requestComplete();
            if (!isRefused()) {
                work(super::onHalfClose);
                endUnanswered();
            }
        }

        @Override
        public void onCancel() {
            over();
            work(super::onCancel);
        }

        @Override
        public void onComplete() {
            over();
            work(super::onComplete);
        }

        @Override
        public void onReady() {
            work(super::onReady);
        }

        /** Some handlers of upstream drop a message that lacks something and say nothing; their clients would wait for ever. All handlers answer before they return. */
        private void endUnanswered() {
            if (getMethodDescriptor().getType().serverSendsOneMessage() && refuse(UNANSWERED)) {
                LOG.debug("The handler of {} did not answer", getMethodDescriptor().getFullMethodName());
            }
        }

        private void work(Runnable callback) {
            enter();
            try {
                callback.run();
            } catch (RuntimeException | StackOverflowError e) {
                fail(e);
            } catch (Error e) {
                // Quarkus would leave the client waiting for ever here as well.
                fail(e);
                throw e;
            } finally {
                leave();
            }
        }
    }
}
