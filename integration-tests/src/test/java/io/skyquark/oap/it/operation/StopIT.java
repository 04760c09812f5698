// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What SIGTERM does. */
class StopIT {

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    /** A process that ends after SIGTERM may say so in its code. */
    private static final Integer[] GOOD_CODES = {0, 143};

    @Test
    void noAcknowledgedSegmentIsLost() {
        var begin = Instant.now();
        Path directory;
        Set<String> acknowledged;
        // Metrics would be written only long after the test: what of them is found was written by the stop.
        try (var server = ServerUnderTest.launch().env("SW_CORE_PERSISTENT_PERIOD", "600").start();
             var stream = new SegmentStream(server.grpc().channel())) {
            directory = server.directory();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                server.process().assertAlive();
                return stream.acknowledged().size() > 2_000;
            });

            var exit = server.stop();

            acknowledged = stream.acknowledged();
            assertThat(exit.took()).isLessThan(TIME_TO_STOP);
            assertThat(exit.code()).isIn((Object[]) GOOD_CODES);
        }
        try (var server = ServerUnderTest.launch().in(directory).start()) {
            var during = TestTime.duration("MINUTE", begin, Instant.now());
            var lost = new HashSet<>(acknowledged);
            lost.removeAll(StoredSegments.ids(server, during));
            assertThat(lost.size()).as("lost segments of %d that were acknowledged", acknowledged.size()).isZero();
            assertThat(StoredSegments.countedCalls(server, during)).isGreaterThanOrEqualTo(acknowledged.size());
        }
    }

    @Test
    void storageInMemoryLeavesNothingBehind() {
        try (var server = ServerUnderTest.launch()
            .env("SW_STORAGE_H2_URL", "jdbc:h2:mem:oap;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE").start()) {
            assertThat(server.directory().resolve("data")).doesNotExist();
            var exit = server.stop();
            assertThat(exit.took()).isLessThan(TIME_TO_STOP);
            assertThat(exit.code()).isIn((Object[]) GOOD_CODES);
            assertThat(server.directory().resolve("data")).doesNotExist();
        }
    }
}
