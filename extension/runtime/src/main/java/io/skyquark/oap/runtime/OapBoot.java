// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.skyquark.oap.model.OapParts;
import io.skyquark.oap.model.OapServer;

/** A boot on its way, on a thread of its own: Quarkus starts what does not need OAP meanwhile. */
public final class OapBoot {

    private final OapServer server;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private OapBoot(OapServer server) {
        this.server = server;
    }

    static OapBoot begin(OapServer server, OapParts parts) {
        var boot = new OapBoot(server);
        new Thread(() -> boot.run(parts), "oap-boot").start();
        return boot;
    }

    private void run(OapParts parts) {
        try {
            server.boot(parts);
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    /** Returns when the server can take traffic, or throws what the boot threw. */
    void await() {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Ends what a boot has started that failed half-way, or beside which Quarkus failed. */
    void stop() {
        done.exceptionally(failure -> null).join();
        server.stop();
    }
}
