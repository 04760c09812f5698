// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.refusal;

/** Sees what upstream's queues answer; a hook in {@code DataCarrier.produce} calls it. */
public final class QueueDrops {

    private QueueDrops() {
    }

    /**
     * @param taken what the queue answers; false where it is full and its producers do not wait, or where it has stopped
     * @param name of the queue; of the two workers of a metric it is the kind of worker, a dot and the metric
     * @return {@code taken}
     */
    public static boolean told(boolean taken, String name) {
        if (!taken) {
            int dot = name.indexOf('.');
            Refusals.queueItem(dot < 0 ? name : name.substring(0, dot));
        }
        return taken;
    }
}
