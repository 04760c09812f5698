// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts: a quarter of a second, then twice as long each time, at the most five seconds. Each is up to a quarter longer by chance, so that
 * many servers do not all come at once when the storage is back.
 */
final class BackOff {

    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 5_000;

    private long millis = FIRST_MILLIS;

    void pause() throws InterruptedException {
        Thread.sleep(millis + ThreadLocalRandom.current().nextLong(millis / 4));
        millis = Math.min(2 * millis, LONGEST_MILLIS);
    }
}
