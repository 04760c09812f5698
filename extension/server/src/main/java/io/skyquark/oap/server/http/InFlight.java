// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

/** Counts the requests that are being answered, so that a stop can wait for them. */
final class InFlight {

    private int count;
    private boolean closed;

    /** @return false where no request is taken any more */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        count++;
        return true;
    }

    synchronized void leave() {
        count--;
        notifyAll();
    }

    /**
     * From now on {@link #enter()} refuses. Waits for those that entered before.
     *
     * @return how many were still there after {@code millis}
     */
    synchronized int close(long millis) throws InterruptedException {
        closed = true;
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; count > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return count;
    }
}
