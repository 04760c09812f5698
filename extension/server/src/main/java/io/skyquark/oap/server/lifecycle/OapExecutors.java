// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The factory methods of {@link java.util.concurrent.Executors} that upstream uses. Upstream keeps no reference to most of its pools and never stops them;
 * these are named after the class that made them, are daemons, and end with the server.
 */
public final class OapExecutors {

    private static final Logger LOG = LoggerFactory.getLogger(OapExecutors.class);
    private static final StackWalker CALLER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final List<ExecutorService> CREATED = new CopyOnWriteArrayList<>();

    private OapExecutors() {
    }

    public static ScheduledExecutorService newSingleThreadScheduledExecutor() {
        return track(new OwnedScheduler(CALLER.getCallerClass()));
    }

    public static ExecutorService newFixedThreadPool(int threads) {
        return track(new ThreadPoolExecutor(threads, threads, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), named(CALLER.getCallerClass())));
    }

    public static ExecutorService newCachedThreadPool() {
        return track(new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), named(CALLER.getCallerClass())));
    }

    /** Stands in for {@link ThreadPoolExecutor#submit(Runnable)} where nobody looks at the future, and so nobody would hear of a task that breaks off. */
    public static Future<?> submit(ThreadPoolExecutor pool, Runnable task) {
        return pool.submit(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A task of {} broke off", Thread.currentThread().getName(), e);
                throw e;
            }
        });
    }

    static <T extends ExecutorService> T track(T executor) {
        CREATED.add(executor);
        return executor;
    }

    static ThreadFactory named(Class<?> owner) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, owner.getSimpleName() + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The periodic task that a class of upstream has scheduled, or {@code null} where it has not. */
    static OwnedScheduler scheduler(Class<?> owner) {
        return CREATED.stream()
            .filter(OwnedScheduler.class::isInstance).map(OwnedScheduler.class::cast)
            .filter(scheduler -> scheduler.owner() == owner)
            .findFirst().orElse(null);
    }

    static void stopAll(Deadline deadline) throws InterruptedException {
        CREATED.forEach(ExecutorService::shutdownNow);
        for (var executor : CREATED) {
            executor.awaitTermination(Math.max(1, deadline.millisLeft()), TimeUnit.MILLISECONDS);
        }
        CREATED.clear();
    }
}
