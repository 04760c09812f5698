// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.server.library.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.netty.handler.ssl.SslContext;

/**
 * Has the shape of upstream's {@code GRPCServer} and takes its place in every class that mentions it. The instance of the core module opens no port: Quarkus'
 * gRPC server publishes what was registered here. Other instances exist where a receiver has a port of its own, and open it.
 */
public final class OapGrpcServer implements Server {

    private static final Logger LOG = LoggerFactory.getLogger(OapGrpcServer.class);
    private static final StackWalker CALLER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String CORE_MODULE = "org.apache.skywalking.oap.server.core.CoreModuleProvider";

    private final OapGrpcServers boot = OapGrpcServers.current();
    private final Map<String, ServerServiceDefinition> services = new LinkedHashMap<>();
    private final List<ServerInterceptor> interceptors = new ArrayList<>();
    private final String host;
    private final int port;
    private final GrpcTls tls;
    private final boolean core;
    private int maxConcurrentCallsPerConnection;
    private int maxMessageSize;
    private int threadPoolSize;
    private GrpcSslContext sslContext;
    private GrpcPort opened;

    public OapGrpcServer(String host, int port) {
        this(host, port, null, CALLER.getCallerClass().getName().equals(CORE_MODULE));
    }

    /**
     * @param certChain file with the server's certificate chain, PEM
     * @param key file with its private key, PEM, PKCS#1 or PKCS#8
     * @param trustedCas file with the certificates that clients' are checked against; null or empty where clients need none
     */
    public OapGrpcServer(String host, int port, String certChain, String key, String trustedCas) {
        this(host, port, new GrpcTls(certChain, key, trustedCas), CALLER.getCallerClass().getName().equals(CORE_MODULE));
    }

    OapGrpcServer(String host, int port, GrpcTls tls, boolean core) {
        this.host = host;
        this.port = port;
        this.tls = tls;
        this.core = core;
    }

    public void setMaxConcurrentCallsPerConnection(int calls) {
        maxConcurrentCallsPerConnection = calls;
    }

    public void setMaxMessageSize(int bytes) {
        maxMessageSize = bytes;
    }

    public void setThreadPoolSize(int threads) {
        threadPoolSize = threads;
    }

    /** @throws IllegalArgumentException where a certificate or key cannot be used */
    @Override
    public void initialize() {
        if (tls != null) {
            sslContext = new GrpcSslContext(tls);
        }
        boot.add(this);
    }

    @Override
    public void start() throws GrpcStartException {
        if (sslContext != null) {
            sslContext.start();
            LOG.info("gRPC port {} speaks TLS with {}", port, tls.certChain());
        }
        if (!core) {
            opened = GrpcPort.open(this);
            boot.opened(opened);
            LOG.info("gRPC server listening on {}:{}", host, opened.number());
        } else if (threadPoolSize > 0) {
            LOG.warn("core.default.gRPCThreadPoolSize has no effect: handlers run on the application's workers, see quarkus.thread-pool.max-threads");
        }
    }

    /** The last one registered under a name serves it, as in gRPC's own registry. */
    public void addHandler(BindableService handler) {
        addHandler(handler.bindService());
    }

    public void addHandler(ServerServiceDefinition definition) {
        var name = definition.getServiceDescriptor().getName();
        LOG.debug("gRPC service {} on {}:{}", name, host, port);
        services.put(name, definition);
    }

    public void addHandler(ServerInterceptor interceptor) {
        interceptors.add(interceptor);
    }

    /** A service as this server answers it, or {@code null} where nothing was registered under the name. */
    ServerServiceDefinition service(String name) {
        if (name.equals(HealthService.NAME)) {
            return ServerInterceptors.intercept(CheckedRequests.of(HealthService.definition(boot::healthy)), boot.healthGate());
        }
        var definition = services.get(name);
        return definition == null ? null : ServerInterceptors.intercept(CheckedRequests.of(ServerInterceptors.intercept(definition, interceptors)), boot.gate());
    }

    List<String> serviceNames() {
        return List.copyOf(services.keySet());
    }

    boolean isCore() {
        return core;
    }

    String host() {
        return host;
    }

    int port() {
        return opened == null ? port : opened.number();
    }

    /** Null stands for plain text. */
    SslContext sslContext() {
        return sslContext;
    }

    int maxConcurrentCallsPerConnection() {
        return maxConcurrentCallsPerConnection;
    }

    int maxMessageSize() {
        return maxMessageSize;
    }

    CallTracer tracer() {
        return new CallTracer(boot);
    }

    int threadPoolSize() {
        return threadPoolSize;
    }
}
