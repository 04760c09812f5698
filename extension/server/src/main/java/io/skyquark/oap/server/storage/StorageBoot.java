// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.model.OapStartException;
import io.skyquark.oap.server.OapRuntime;

/** A start waits for a storage that is not there yet, as it often is where both start together. */
final class StorageBoot {

    private static final Logger LOG = LoggerFactory.getLogger(StorageBoot.class);
    private static final long PAUSE_MILLIS = 500;
    private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private StorageBoot() {
    }

    /**
     * @param where the storage's address, without a password
     * @param question asks the storage anything
     * @throws OapStartException where it has not answered in time, or refuses to
     */
    static void awaitAnswer(String where, Callable<?> question) {
        var limit = OapRuntime.storage().bootTimeout();
        long start = System.nanoTime();
        long said = start - SAY_NANOS;
        while (true) {
            try {
                question.call();
                return;
            } catch (Exception e) {
                long now = System.nanoTime();
                if (!StorageFailures.passes(e)) {
                    throw new OapStartException("the storage at " + where + " refuses the server: " + StorageFailures.text(e), e);
                }
                if (now - start >= limit.toNanos()) {
                    throw new OapStartException("the storage at " + where + " has not answered within " + limit.toSeconds() + " s: " + StorageFailures.text(e)
                        + "; start it, or correct its address; quarkus.skywalking.storage.boot-timeout says how long a start waits", e);
                }
                if (now - said >= SAY_NANOS) {
                    said = now;
                    LOG.warn("Waiting for the storage at {}, {} of at most {} s: {}", where, TimeUnit.NANOSECONDS.toSeconds(now - start), limit.toSeconds(),
                        StorageFailures.text(e));
                }
                pause(where);
            }
        }
    }

    private static void pause(String where) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OapStartException("the start was interrupted while it waited for the storage at " + where, e);
        }
    }
}
