// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

import org.apache.skywalking.oap.server.library.server.ssl.AbstractSslContext;
import org.apache.skywalking.oap.server.library.server.ssl.PrivateKeyUtil;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

/** Picks up renewed certificates while the server runs, like upstream's context for gRPC servers, but with the JDK's TLS in place of a native library. */
final class GrpcSslContext extends AbstractSslContext {

    /** @throws IllegalArgumentException where a file cannot be read or is not PEM */
    GrpcSslContext(GrpcTls files) {
        super(files.key(), files.certChain(), files.trustedCas());
    }

    @Override
    protected void updateContext(String trustedCas) {
        throw new UnsupportedOperationException("a server needs a certificate and a key");
    }

    @Override
    protected void updateContext(String key, String certChain, String trustedCas) {
        try (var chain = new FileInputStream(certChain); var decoded = PrivateKeyUtil.loadDecryptionKey(key)) {
            var builder = GrpcSslContexts.configure(SslContextBuilder.forServer(chain, decoded), SslProvider.JDK);
            if (trustedCas != null && !trustedCas.isEmpty()) {
                builder.trustManager(new File(trustedCas)).clientAuth(ClientAuth.REQUIRE);
            }
            setCtx(builder.build());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot use the gRPC certificate " + certChain + " with the key " + key, e);
        }
    }
}
