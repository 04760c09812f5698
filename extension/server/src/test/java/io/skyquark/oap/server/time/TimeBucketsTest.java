// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;

import org.apache.skywalking.oap.server.core.analysis.DownSampling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBucketsTest {

    private static final List<DownSampling> DIGITS = List.of(DownSampling.Second, DownSampling.Minute, DownSampling.Hour, DownSampling.Day);

    @ParameterizedTest
    @CsvSource({
        "2026-11-29T01:02:03.999Z, Second, 20261129010203",
        "2026-11-29T01:02:03.999Z, Minute, 202611290102",
        "2026-11-29T23:59:59.999Z, Hour, 2026112923",
        "2026-11-29T23:59:59.999Z, Day, 20261129",
        "1970-01-01T00:00:00Z, Second, 19700101000000",
        "9999-12-31T23:59:59Z, Second, 99991231235959"})
    void aBucketIsTheDigitsOfItsTime(Instant moment, DownSampling downsampling, long bucket) {
        assertEquals(bucket, TimeBuckets.of(moment.toEpochMilli(), ZoneId.of("UTC").getRules(), downsampling));
    }

    /** Every quarter of an hour around changes of the clock, and days of leap years, as a calendar has them. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Shanghai", "America/New_York", "Europe/Lisbon", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "GMT+08:00"})
    void aZoneCountsAsItsCalendarDoes(String zone) {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
        Stream.of("1970-01-01T00:00:00Z", "1986-05-03T00:00:00Z", "2011-12-29T00:00:00Z", "2024-02-28T00:00:00Z", "2026-03-07T00:00:00Z", "2026-03-28T00:00:00Z",
                "2026-04-04T00:00:00Z", "2026-10-03T00:00:00Z", "2026-10-24T00:00:00Z", "2026-10-31T00:00:00Z", "2050-03-12T00:00:00Z")
            .map(Instant::parse).forEach(day -> {
                for (var moment = day; moment.isBefore(day.plus(Duration.ofDays(3))); moment = moment.plus(Duration.ofMinutes(15))) {
                    for (var digits : DIGITS) {
                        assertEquals(TimeBuckets.ofCalendar(moment.toEpochMilli(), calendar, digits),
                            TimeBuckets.of(moment.toEpochMilli(), TimeZone.getTimeZone(zone).toZoneId().getRules(), digits), () -> zone + " " + digits);
                    }
                }
            });
    }
}
