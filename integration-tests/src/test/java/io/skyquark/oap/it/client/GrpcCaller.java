// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** gRPC calls to one port of a server on this machine, with messages given and answered as JSON. */
public final class GrpcCaller implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 50 * 1024 * 1024;
    /** What a field of type Any may hold. */
    private static final TypeRegistry ANY = TypeRegistry.newBuilder().add(BytesValue.getDescriptor()).build();

    private final ManagedChannel channel;

    public GrpcCaller(int port) {
        this("127.0.0.1", port);
    }

    public GrpcCaller(String host, int port) {
        channel = NettyChannelBuilder.forAddress(host, port).usePlaintext().maxInboundMessageSize(MAX_MESSAGE_BYTES).build();
    }

    /** @param trusted file in PEM with the certificate of the server */
    public static GrpcCaller withTls(int port, Path trusted) {
        try {
            return new GrpcCaller(NettyChannelBuilder.forAddress("127.0.0.1", port)
                .sslContext(GrpcSslContexts.forClient().trustManager(trusted.toFile()).build()).build());
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private GrpcCaller(ManagedChannel channel) {
        this.channel = channel;
    }

    /**
     * @param status the name of the status code, {@code OK} for success
     * @param description what the server said of the status, or null
     */
    public record Answer(String status, String description, List<JsonNode> messages) {
    }

    /** The channel, for generated stubs. */
    public Channel channel() {
        return channel;
    }

    /** Calls a method of {@link AgentProtocol} with all messages and waits for the end of the call. */
    public Answer call(String method, List<JsonNode> messages) {
        return call(AgentProtocol.method(method), messages);
    }

    /** Whether the standard health service says that the server serves; false for every problem on the way to the answer. */
    public boolean isServing() {
        try {
            var health = HealthGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.SECONDS);
            return health.check(HealthCheckRequest.getDefaultInstance()).getStatus() == ServingStatus.SERVING;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private <Q, A> Answer call(MethodDescriptor<Q, A> method, List<JsonNode> messages) {
        var answers = new ArrayList<JsonNode>();
        var end = new CompletableFuture<Status>();
        var observer = new StreamObserver<A>() {
            @Override
            public void onNext(A answer) {
                answers.add(print((MessageOrBuilder) answer));
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
        var requests = messages.stream().map(message -> read(method, message)).toList();
        var call = channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS));
        if (method.getType().clientSendsOneMessage()) {
            ClientCalls.asyncUnaryCall(call, requests.get(0), observer);
        } else {
            var stream = ClientCalls.asyncBidiStreamingCall(call, observer);
            requests.forEach(stream::onNext);
            stream.onCompleted();
        }
        var status = end.join();
        return new Answer(status.getCode().name(), status.getDescription(), answers);
    }

    @SuppressWarnings("unchecked")
    private static <Q> Q read(MethodDescriptor<Q, ?> method, JsonNode json) {
        var prototype = (Message) ((MethodDescriptor.PrototypeMarshaller<Q>) method.getRequestMarshaller()).getMessagePrototype();
        try {
            var builder = prototype.newBuilderForType();
            JsonFormat.parser().usingTypeRegistry(ANY).merge(json.toString(), builder);
            return (Q) builder.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a message of " + method.getFullMethodName() + ": " + json, e);
        }
    }

    private static JsonNode print(MessageOrBuilder message) {
        try {
            return Json.parse(JsonFormat.printer().print(message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
