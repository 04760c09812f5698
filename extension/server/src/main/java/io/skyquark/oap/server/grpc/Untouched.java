// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import io.grpc.Metadata;

/** A mark in the answer to a call that no handler has seen, so that another server of the cluster can be sent the same without counting it twice. */
public final class Untouched {

    private static final Metadata.Key<String> KEY = Metadata.Key.of("oap-untouched", Metadata.ASCII_STRING_MARSHALLER);

    private Untouched() {
    }

    static Metadata trailers() {
        var trailers = new Metadata();
        trailers.put(KEY, "true");
        return trailers;
    }

    /** @param trailers of the answer, or {@code null} where there is none */
    public static boolean isMarked(Metadata trailers) {
        return trailers != null && trailers.containsKey(KEY);
    }
}
