// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

import java.time.Duration;

/**
 * How far the server goes with a storage that is slow or does not answer.
 *
 * @param bootTimeout how long a start waits for the first answer
 * @param waitingRecords how many records (segments, logs...) wait for storage at the most
 * @param waitingMetrics how many metrics wait for a storage that does not answer at the most
 */
public record StorageLimits(Duration bootTimeout, int waitingRecords, int waitingMetrics) {

    public static final StorageLimits DEFAULT = new StorageLimits(Duration.ofMinutes(5), 10_000, 300_000);
}
