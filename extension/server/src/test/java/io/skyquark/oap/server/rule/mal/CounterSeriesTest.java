// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NoSuchElementException;
import java.util.Random;

import org.apache.skywalking.oap.meter.analyzer.dsl.counter.CounterWindow;
import org.junit.jupiter.api.Test;

import com.google.common.collect.ImmutableMap;

/** Histories of counters against upstream's window: late and equal times, ranges that change, and ranges that begin in the future. */
class CounterSeriesTest {

    @Test
    void rangesGiveWhatUpstreamsWindowGives() {
        var random = new Random(11);
        for (var run = 0; run < 300; run++) {
            var labels = ImmutableMap.of("run", String.valueOf(run));
            var series = new CounterSeries(labels);
            var now = 1_700_000_000_000L;
            for (var i = 0; i < 200; i++) {
                now += random.nextInt(8) == 0 ? -random.nextInt(5_000) : random.nextInt(20_000);
                var time = random.nextInt(5) == 0 ? now : now / 1000 * 1000;
                double value = random.nextInt(50);
                var range = random.nextInt(60) == 0 ? -1_000 : 15_000L * random.nextInt(6);
                Double expected;
                try {
                    expected = value - CounterWindow.INSTANCE.increase("counter-series-test", labels, value, range, time)._2;
                } catch (NoSuchElementException e) {
                    expected = null;
                }
                assertThat(over(series, range, value, time)).as("run %d, sample %d", run, i).isEqualTo(expected);
            }
        }
    }

    private static Double over(CounterSeries series, long range, double value, long time) {
        try {
            return series.over(false, range, value, time);
        } catch (NoSuchElementException e) {
            return null;
        }
    }

    @Test
    void seriesAreFoundByMetricAndLabels() {
        var hash = new LabelHash();
        var counters = Counters.of("series-found");
        for (var round = 0; round < 2; round++) {
            for (var i = 0; i < 500; i++) {
                var labels = ImmutableMap.of("a", "v" + i, "b", "x");
                var series = counters.series(hash.of(labels), labels);
                assertThat(series.has(ImmutableMap.of("b", "x", "a", "v" + i))).isTrue();
                assertThat(series.has(ImmutableMap.of("a", "v" + i))).isFalse();
                assertThat(series.sinceLast(false, 10.0 * round + i, 0)).isEqualTo(round == 0 ? 0 : 10);
            }
        }
        assertThat(Counters.of("series-found")).isSameAs(counters);
        assertThat(Counters.of(null)).isNotSameAs(counters).isSameAs(Counters.of(null));
        assertThat(hash.of(ImmutableMap.of("a", "1", "b", "2"))).isEqualTo(ImmutableMap.of("b", "2", "a", "1").hashCode());
    }
}
