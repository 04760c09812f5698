// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.skyquark.oap.it.client.RawBytes;
import io.skyquark.oap.it.inventory.GrpcMethods;
import io.skyquark.oap.it.inventory.GrpcWalk;
import io.skyquark.oap.it.inventory.Messages;
import java.io.FilterOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Malformed messages for gRPC methods: bytes as they are, whatever the type of the message says. */
final class HostileGrpc implements AutoCloseable {

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new RawBytes();

    private final Map<String, MethodDescriptor<?, ?>> methods = GrpcMethods.onClassPath();
    private final ManagedChannel channel;
    private final Messages messages;
    private final JsonNode written;
    private final int limit;
    private final int deadlineSeconds;

    /**
     * @param written good messages by method, where generated ones would not do
     * @param limit the longest message that the server takes, in bytes
     */
    HostileGrpc(int port, Messages messages, JsonNode written, int limit, int deadlineSeconds) {
        var compressors = CompressorRegistry.newEmptyInstance();
        compressors.register(new Codec.Gzip());
        compressors.register(new Unknown());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().compressorRegistry(compressors).build();
        this.messages = messages;
        this.written = written;
        this.limit = limit;
        this.deadlineSeconds = deadlineSeconds;
    }

    /** A compression that no server knows. */
    private static final class Unknown implements io.grpc.Compressor {

        @Override
        public String getMessageEncoding() {
            return "hostile";
        }

        @Override
        public OutputStream compress(OutputStream stream) {
            return new FilterOutputStream(stream);
        }
    }

    /** How a call ended. */
    record End(Status status, long nanos) {

        String answer() {
            return status.getCode().name();
        }
    }

    /** Sends all good messages for a method in one call, or the first where it takes one. */
    End good(String name) {
        var requests = GrpcWalk.requests(methods.get(name), messages, written).stream().map(Message::toByteArray).toList();
        return call(name, requests, null);
    }

    /** Sends {@code count} malformed messages to a method, each in a call of its own. */
    Attack attack(String name, int count, Mutations mutations) {
        var attack = new Attack("grpc " + name);
        var good = GrpcWalk.requests(methods.get(name), messages, written);
        for (int i = 0; i < count; i++) {
            var of = good.get(i % good.size());
            var input = switch (i % 20) {
                case 0 -> "unknown encoding";
                case 1 -> i < 20 ? "too long" : "bytes";
                case 2 -> i < 20 ? "gzip bomb" : "bytes";
                case 3, 4, 5, 6, 7, 8, 9 -> "fields";
                case 10 -> "bad between good";
                default -> "bytes";
            };
            var end = switch (input) {
                case "unknown encoding" -> call(name, List.of(of.toByteArray()), "hostile");
                case "too long" -> call(name, List.of(new byte[limit + 1]), null);
                case "gzip bomb" -> call(name, List.of(new byte[4 * limit]), "gzip");
                case "fields" -> call(name, List.of(mutations.message(of).toByteArray()), null);
                case "bad between good" -> call(name, List.of(of.toByteArray(), mutations.bytes(of.toByteArray()), of.toByteArray()), null);
                default -> call(name, List.of(mutations.bytes(of.toByteArray())), null);
            };
            attack.add(end.answer(), end.status().getDescription(), input + " " + i, end.nanos());
        }
        return attack;
    }

    /** Sends bytes as they are, in one call. */
    End call(String name, List<byte[]> requests, String compressor) {
        var type = methods.get(name).getType();
        var method = MethodDescriptor.newBuilder(BYTES, BYTES).setType(type).setFullMethodName(name).build();
        var options = CallOptions.DEFAULT.withDeadlineAfter(deadlineSeconds, TimeUnit.SECONDS);
        var call = channel.newCall(method, compressor == null ? options : options.withCompression(compressor));
        var end = new CompletableFuture<Status>();
        var observer = new StreamObserver<byte[]>() {
            @Override
            public void onNext(byte[] answer) {
                // Its end is what counts.
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
        long start = System.nanoTime();
        if (type == MethodType.SERVER_STREAMING) {
            ClientCalls.asyncServerStreamingCall(call, requests.get(0), observer);
        } else if (type == MethodType.UNARY) {
            ClientCalls.asyncUnaryCall(call, requests.get(0), observer);
        } else {
            var stream = ClientCalls.asyncBidiStreamingCall(call, observer);
            requests.forEach(stream::onNext);
            stream.onCompleted();
        }
        return new End(end.join(), System.nanoTime() - start);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
