// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.NoSuchElementException;

import com.google.common.collect.ImmutableMap;

/** The earlier values of one counter: those of a time range, and the last one. */
final class CounterSeries {

    private static final int SMALLEST = 8;

    private final String[] keys;
    private final String[] values;

    /** Times in milliseconds and values, a ring in the order of time and then value. */
    private long[] times = new long[SMALLEST];
    private double[] counts = new double[SMALLEST];
    private int head;
    private int size;

    private boolean hasLast;
    private long lastTime;
    private double lastCount;

    CounterSeries(ImmutableMap<String, String> labels) {
        keys = labels.keySet().toArray(MalFamilies.NO_TEXT);
        values = labels.values().toArray(MalFamilies.NO_TEXT);
    }

    boolean has(ImmutableMap<String, String> labels) {
        if (labels.size() != keys.length) {
            return false;
        }
        for (var i = 0; i < keys.length; i++) {
            if (!values[i].equals(labels.get(keys[i]))) {
                return false;
            }
        }
        return true;
    }

    /**
     * How much the counter has grown over a range, from the known value that is nearest to the begin of the range.
     *
     * @param rate whether to divide by the seconds
     * @param range in milliseconds
     */
    synchronized double over(boolean rate, long range, double count, long now) {
        insert(now, count);
        var begin = now - range;
        if (times[head] > begin) {
            return growth(rate, times[head], counts[head], count, now);
        }
        var lowerTime = times[head];
        var lowerCount = counts[head];
        while (times[head] < begin) {
            lowerTime = times[head];
            lowerCount = counts[head];
            head = head + 1 & times.length - 1;
            if (--size == 0) {
                throw new NoSuchElementException("The range begins in the future");
            }
        }
        return begin - lowerTime <= times[head] - begin ? growth(rate, lowerTime, lowerCount, count, now) : growth(rate, times[head], counts[head], count, now);
    }

    /** How much the counter has grown since the sample before. */
    synchronized double sinceLast(boolean rate, double count, long now) {
        var lowerTime = hasLast ? lastTime : now;
        var lowerCount = hasLast ? lastCount : count;
        hasLast = true;
        lastTime = now;
        lastCount = count;
        return growth(rate, lowerTime, lowerCount, count, now);
    }

    private static double growth(boolean rate, long lowerTime, double lowerCount, double count, long now) {
        if (!rate) {
            return count - lowerCount;
        }
        var seconds = (now - lowerTime) / 1000;
        return seconds < 1 ? 0.0 : (count - lowerCount) / seconds;
    }

    private void insert(long time, double count) {
        if (size == times.length) {
            grow();
        }
        var mask = times.length - 1;
        var place = head + size & mask;
        for (var i = size++; i > 0; i--) {
            var before = place - 1 & mask;
            if (times[before] < time || times[before] == time && Double.compare(counts[before], count) <= 0) {
                break;
            }
            times[place] = times[before];
            counts[place] = counts[before];
            place = before;
        }
        times[place] = time;
        counts[place] = count;
    }

    private void grow() {
        var longerTimes = new long[size * 2];
        var longerCounts = new double[size * 2];
        for (var i = 0; i < size; i++) {
            longerTimes[i] = times[head + i & size - 1];
            longerCounts[i] = counts[head + i & size - 1];
        }
        times = longerTimes;
        counts = longerCounts;
        head = 0;
    }
}
