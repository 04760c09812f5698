// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.skyquark.oap.it.inventory.Inventory.GrpcMethod;
import io.skyquark.oap.it.inventory.Walk.Call;
import io.skyquark.oap.it.inventory.Walk.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls every gRPC method with messages that are filled in every field, or that are written down for it. */
public final class GrpcWalk {

    private static final int SECONDS = 20;
    /** A method that only the server ends, such as the watch of a health service, is over when it has answered and says nothing more for so long. */
    private static final int SECONDS_OF_A_STREAM = 3;

    private final Channel channel;
    private final Messages messages;
    private final JsonNode written;
    private final Map<String, MethodDescriptor<?, ?>> methods = GrpcMethods.onClassPath();

    /** @param written a list of messages, in JSON, for each method that takes no generated ones */
    GrpcWalk(Channel channel, Messages messages, JsonNode written) {
        this.channel = channel;
        this.messages = messages;
        this.written = written;
    }

    /** Calls a method; leaves no call behind where the class path of the tests does not know it. */
    void call(GrpcMethod entry, Walk walk) {
        var method = methods.get(entry.name());
        if (method != null) {
            call(method, walk, entry);
        }
    }

    @SuppressWarnings("unchecked")
    private <A> void call(MethodDescriptor<?, A> any, Walk walk, GrpcMethod entry) {
        var method = (MethodDescriptor<Message, A>) any;
        var requests = requests(method, messages, written);
        var input = written.has(entry.name()) ? "written" : "generated";
        if (method.getType().clientSendsOneMessage()) {
            for (int i = 0; i < requests.size(); i++) {
                walk.add(entry, call(method, List.of(requests.get(i)), input + " " + (i + 1)));
            }
        } else {
            walk.add(entry, call(method, requests, input + ", " + requests.size() + " messages"));
        }
    }

    private <A> Call call(MethodDescriptor<Message, A> method, List<Message> requests, String input) {
        var answers = new AtomicInteger();
        var end = new CompletableFuture<Status>();
        var observer = new StreamObserver<A>() {
            @Override
            public void onNext(A answer) {
                answers.incrementAndGet();
            }

            @Override
            public void onError(Throwable problem) {
                end.complete(Status.fromThrowable(problem));
            }

            @Override
            public void onCompleted() {
                end.complete(Status.OK);
            }
        };
        boolean stream = method.getType() == MethodDescriptor.MethodType.SERVER_STREAMING;
        var call = channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(stream ? SECONDS_OF_A_STREAM : SECONDS, TimeUnit.SECONDS));
        if (stream) {
            ClientCalls.asyncServerStreamingCall(call, requests.get(0), observer);
        } else if (method.getType().clientSendsOneMessage()) {
            ClientCalls.asyncUnaryCall(call, requests.get(0), observer);
        } else {
            var requestStream = ClientCalls.asyncBidiStreamingCall(call, observer);
            requests.forEach(requestStream::onNext);
            requestStream.onCompleted();
        }
        var status = end.join();
        boolean streams = stream && status.getCode() == Status.Code.DEADLINE_EXCEEDED && answers.get() > 0;
        return new Call(input, streams ? "OK, stays open" : status.getCode().name(), streams ? Outcome.ANSWERED : outcome(status.getCode()),
            status.getDescription());
    }

    static Outcome outcome(Status.Code code) {
        return switch (code) {
            case OK -> Outcome.ANSWERED;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, NOT_FOUND, OUT_OF_RANGE -> Outcome.REFUSED;
            default -> Outcome.FAILED;
        };
    }

    /** Good messages for a method: those that are written down for it, or else generated ones. */
    @SuppressWarnings("unchecked")
    public static List<Message> requests(MethodDescriptor<?, ?> method, Messages messages, JsonNode written) {
        var prototype = (Message) ((MethodDescriptor.PrototypeMarshaller<Message>) method.getRequestMarshaller()).getMessagePrototype();
        var name = method.getFullMethodName();
        return written.has(name) ? read(prototype, written.get(name)) : messages.like(prototype);
    }

    private static List<Message> read(Message prototype, JsonNode written) {
        List<Message> requests = new ArrayList<>();
        written.forEach(json -> requests.add(message(prototype.newBuilderForType(), json)));
        return requests;
    }

    static Message message(Message.Builder builder, JsonNode json) {
        try {
            JsonFormat.parser().merge(json.toString(), builder);
            return builder.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a message of " + builder.getDescriptorForType().getFullName() + ": " + json, e);
        }
    }
}
