// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.cilium;

import java.io.File;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.apache.skywalking.oap.server.fetcher.cilium.CiliumFetcherConfig;
import org.apache.skywalking.oap.server.fetcher.cilium.nodes.ClientBuilder;

import io.cilium.api.observer.ObserverGrpc;
import io.cilium.api.peer.PeerGrpc;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The clients of Cilium's Hubble, in place of upstream's {@code GrpcStubBuilder}, which brings Armeria's client for them. Like there, the certificate of a node
 * is checked against the authorities of {@code sslCaFile} but not against the address of the node, and a node need not choose HTTP/2 by ALPN: older ones do
 * not know it. It is offered, since newer ones refuse who does not offer it.
 */
public final class HubbleClients implements ClientBuilder {

    private static final Map<Class<?>, Function<Channel, ?>> STUBS = Map.of(PeerGrpc.PeerBlockingStub.class, PeerGrpc::newBlockingStub,
        ObserverGrpc.ObserverBlockingStub.class, ObserverGrpc::newBlockingStub);
    /** Nodes come and go and nobody says when a client is not needed any more: without calls it has no connection. */
    private static final int IDLE_SECONDS = 60;

    private final SslContext tls;
    private final EventLoopGroup eventLoop;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException where TLS is on and a file has no name, cannot be read or is not PEM */
    public HubbleClients(CiliumFetcherConfig config) {
        tls = config.isSslConnection() ? tls(config) : null;
        eventLoop = tls == null ? null : new NioEventLoopGroup(1, new DefaultThreadFactory("hubble", true));
    }

    /** @param stubClass the blocking stub of {@code Peer} or {@code Observer} */
    @Override
    public <T> T buildClient(String host, int port, Class<T> stubClass) {
        var stub = STUBS.get(stubClass);
        if (stub == null) {
            throw new IllegalArgumentException("no client of Hubble: " + stubClass.getName());
        }
        return stubClass.cast(stub.apply(channels.computeIfAbsent(host + ":" + port, address -> connect(host, port))));
    }

    private ManagedChannel connect(String host, int port) {
        // The stream of flows never ends, whatever its length.
        var builder = NettyChannelBuilder.forAddress(host, port).maxInboundMessageSize(Integer.MAX_VALUE).idleTimeout(IDLE_SECONDS, TimeUnit.SECONDS).usePlaintext();
        if (tls != null) {
            // gRPC's own handler of TLS insists on ALPN and on the name in the certificate.
            builder.eventLoopGroup(eventLoop).channelFactory(() -> {
                var channel = new NioSocketChannel();
                channel.pipeline().addFirst(tls.newHandler(channel.alloc()));
                return channel;
            });
        }
        return builder.build();
    }

    private static SslContext tls(CiliumFetcherConfig config) {
        if (Stream.of(config.getSslCertChainFile(), config.getSslPrivateKeyFile(), config.getSslCaFile()).anyMatch(file -> file == null || file.isBlank())) {
            throw new IllegalArgumentException("sslConnection of cilium-fetcher is true: sslCertChainFile, sslPrivateKeyFile and sslCaFile must name files");
        }
        try {
            return GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                .keyManager(new File(config.getSslCertChainFile()), new File(config.getSslPrivateKeyFile())).trustManager(new File(config.getSslCaFile())).build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot use the certificate " + config.getSslCertChainFile() + " with the key " + config.getSslPrivateKeyFile()
                + " and the authorities " + config.getSslCaFile() + " for Hubble (cilium-fetcher)", e);
        }
    }
}
