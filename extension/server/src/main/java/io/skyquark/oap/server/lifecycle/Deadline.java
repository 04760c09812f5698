// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.time.Duration;

/** A point in time that several waits share. */
public final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    public boolean passed() {
        return millisLeft() <= 0;
    }

    public long millisLeft() {
        return (nanos - System.nanoTime()) / 1_000_000;
    }
}
