// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks the storage every second whether it is there, in a thread of its own, so that neither a health check nor its caller waits for a storage that is slow:
 * an answer that takes longer than two seconds is none.
 */
public final class StorageMonitor {

    private static final long PAUSE_MILLIS = 1_000;
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final List<Callable<?>> PROBES = new CopyOnWriteArrayList<>();

    private static volatile Thread thread;
    private static volatile String found = "";
    private static volatile long askedAt;
    private static volatile boolean asking;

    private StorageMonitor() {
    }

    /** @param probe asks a storage, and throws where it does not answer */
    static void watch(Callable<?> probe) {
        PROBES.add(probe);
    }

    static void forget(Callable<?> probe) {
        PROBES.remove(probe);
    }

    public static void start() {
        var watcher = new Thread(StorageMonitor::run, "storage-monitor");
        watcher.setDaemon(true);
        thread = watcher;
        watcher.start();
    }

    public static void stop() {
        var watcher = thread;
        if (watcher != null) {
            watcher.interrupt();
            thread = null;
        }
        PROBES.clear();
    }

    /** What is wrong with the storage, or an empty string. */
    public static String problem() {
        long waited = System.nanoTime() - askedAt;
        if (asking && waited > SLOW_NANOS) {
            return "the storage has not answered for " + TimeUnit.NANOSECONDS.toSeconds(waited) + " s";
        }
        return Stream.of(found, StorageState.problem(), WriteQueue.problem()).filter(problem -> !problem.isEmpty()).findFirst().orElse("");
    }

    private static void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                askedAt = System.nanoTime();
                asking = true;
                found = ask();
                asking = false;
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // The server stops.
        }
    }

    private static String ask() {
        for (var probe : PROBES) {
            try {
                probe.call();
            } catch (Exception e) {
                return "the storage does not answer: " + StorageFailures.text(e);
            }
        }
        return System.nanoTime() - askedAt > SLOW_NANOS ? "the storage answers slowly" : "";
    }
}
