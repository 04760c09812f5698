// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The limit that upstream calls the number of threads. */
class WorkersTest {

    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void noMoreRunAtATime(int limit) {
        var workers = new Workers(limit);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var full = new CountDownLatch(limit);
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 4 * limit; i++) {
            int number = i;
            results.add(workers.run(vertx.getOrCreateContext(), () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                full.countDown();
                // Nobody leaves before as many are here as may be.
                assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
                running.decrementAndGet();
                return number;
            }));
        }

        var done = Future.join(results).toCompletionStage().toCompletableFuture().join();
        assertThat(done.<Integer>list()).hasSize(4 * limit).doesNotHaveDuplicates();
        assertThat(most).hasValue(limit);
    }

    @Test
    void whatFailsMakesRoomForTheNext() {
        var workers = new Workers(1);
        var failed = workers.run(vertx.getOrCreateContext(), () -> {
            throw new IllegalStateException("no");
        });
        var next = workers.run(vertx.getOrCreateContext(), () -> "next");

        assertThat(next.toCompletionStage()).succeedsWithin(WAIT).isEqualTo("next");
        assertThat(failed.toCompletionStage()).failsWithin(WAIT).withThrowableThat().withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("no");
    }
}
