// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Calendar;
import java.util.GregorianCalendar;

import org.apache.skywalking.oap.server.core.UnexpectedException;
import org.apache.skywalking.oap.server.core.analysis.DownSampling;

/**
 * The time bucket of a moment: the digits of its date and time in the zone of the server, from the year down to the second, minute, hour or day. Upstream makes a
 * calendar and a copy of the time zone for each, at least once for each span.
 */
public final class TimeBuckets {

    private static final ZoneRules ZONE = ZoneId.systemDefault().getRules();
    /** A locale may ask for another calendar, and upstream's years are that calendar's. */
    private static final boolean GREGORIAN = Calendar.getInstance().getClass() == GregorianCalendar.class;

    private TimeBuckets() {
    }

    /**
     * Takes the place of the method of the same name.
     *
     * @param timestamp milliseconds since 1970 UTC
     */
    public static long getTimeBucket(long timestamp, DownSampling downsampling) {
        // Calendars count days before 1582 and offsets before 1900 in another way; no time of such a moment is real.
        return timestamp < 0 || !GREGORIAN ? ofCalendar(timestamp, Calendar.getInstance(), downsampling) : of(timestamp, ZONE, downsampling);
    }

    static long of(long timestamp, ZoneRules zone, DownSampling downsampling) {
        var instant = Instant.ofEpochMilli(timestamp);
        var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, zone.getOffset(instant));
        return bucket(time.getYear(), time.getMonthValue(), time.getDayOfMonth(), time.getHour(), time.getMinute(), time.getSecond(), downsampling);
    }

    static long ofCalendar(long timestamp, Calendar calendar, DownSampling downsampling) {
        calendar.setTimeInMillis(timestamp);
        return bucket(calendar.get(Calendar.YEAR), calendar.get(Calendar.MONTH) + 1, calendar.get(Calendar.DAY_OF_MONTH), calendar.get(Calendar.HOUR_OF_DAY),
            calendar.get(Calendar.MINUTE), calendar.get(Calendar.SECOND), downsampling);
    }

    private static long bucket(long year, int month, int day, int hour, int minute, int second, DownSampling downsampling) {
        long ofDay = year * 10_000 + month * 100 + day;
        return switch (downsampling) {
            case Second -> ofDay * 1_000_000 + hour * 10_000 + minute * 100 + second;
            case Minute -> ofDay * 10_000 + hour * 100 + minute;
            case Hour -> ofDay * 100 + hour;
            case Day -> ofDay;
            default -> throw new UnexpectedException("Unknown downsampling value.");
        };
    }
}
