// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Runs handlers on the application's worker threads, at most a given number at a time; more wait in the order in which they came. */
final class Workers {

    private final int limit;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Workers(int limit) {
        this.limit = Math.max(1, limit);
    }

    /** The result arrives on the given context. */
    <T> Future<T> run(Context context, Callable<T> task) {
        Promise<T> result = Promise.promise();
        Runnable start = () -> context.executeBlocking(task, false).onComplete(done -> {
            startNext();
            result.handle(done);
        });
        synchronized (this) {
            if (running == limit) {
                waiting.add(start);
                return result.future();
            }
            running++;
        }
        start.run();
        return result.future();
    }

    private void startNext() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                running--;
                return;
            }
        }
        next.run();
    }
}
