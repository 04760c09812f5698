// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The health that {@code /healthcheck} and {@code checkHealth} of GraphQL tell. */
public final class HealthChecks {

    private HealthChecks() {
    }

    /** Stands in for {@link ScheduledExecutorService#scheduleAtFixedRate}: checks once before the server is ready, which upstream calls ill for its first seconds. */
    public static ScheduledFuture<?> scheduleAtFixedRate(ScheduledExecutorService scheduler, Runnable check, long delay, long period, TimeUnit unit) {
        check.run();
        return scheduler.scheduleAtFixedRate(check, delay, period, unit);
    }
}
