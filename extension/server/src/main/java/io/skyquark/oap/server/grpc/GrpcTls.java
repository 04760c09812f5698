// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

/** The files of a server's TLS, all in PEM. {@code trustedCas} is empty or null where clients need no certificate. */
record GrpcTls(String certChain, String key, String trustedCas) {

    GrpcTls {
        // Upstream serves plain text here, which nobody who switched TLS on wants.
        if (isEmpty(certChain) || isEmpty(key)) {
            throw new IllegalArgumentException("gRPCSslEnabled is true: gRPCSslCertChainPath and gRPCSslKeyPath must name files");
        }
    }

    private static boolean isEmpty(String value) {
        return value == null || value.isEmpty();
    }
}
