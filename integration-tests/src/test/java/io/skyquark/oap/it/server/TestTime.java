// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * The time zone of every server under test. Storage is divided by day, in the server's zone; the zone is chosen so that it is about noon there,
 * and no test straddles two days.
 */
public final class TestTime {

    private static final ZoneOffset ZONE = ZoneOffset.ofHours(Math.max(-11, 12 - Instant.now().atZone(ZoneOffset.UTC).getHour()));
    private static final Map<String, DateTimeFormatter> STEPS = Map.of(
        "DAY", formatter("yyyy-MM-dd"),
        "HOUR", formatter("yyyy-MM-dd HH"),
        "MINUTE", formatter("yyyy-MM-dd HHmm"),
        "SECOND", formatter("yyyy-MM-dd HHmmss"));

    private TestTime() {
    }

    /** The value of the TZ variable; POSIX counts west of Greenwich as positive. */
    static String environmentVariable() {
        return "Etc/GMT%+d".formatted(-ZONE.getTotalSeconds() / 3600);
    }

    /** A time in the form that the query protocol uses for a step: DAY, HOUR, MINUTE or SECOND. */
    public static String format(String step, Instant time) {
        return STEPS.get(step).format(time);
    }

    /** A time in a pattern of {@link DateTimeFormatter}, in the time zone of the servers. */
    public static String formatBy(String pattern, Instant time) {
        return formatter(pattern).format(time);
    }

    /** A {@code Duration} argument of the query protocol. */
    public static Map<String, String> duration(String step, Instant start, Instant end) {
        return Map.of("start", format(step, start), "end", format(step, end), "step", step);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone((ZoneId) ZONE);
    }
}
