// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known name that a mistyped one was probably meant to be. */
public final class Nearest {

    private Nearest() {
    }

    /** {@code did you mean 'latency'?}, or an empty string where nothing is near. */
    public static String hint(String name, Collection<String> known) {
        int limit = Math.max(2, name.length() / 3);
        return known.stream().sorted()
            .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
            .filter(candidate -> distance(name, candidate) <= limit)
            .map(candidate -> "did you mean '" + candidate + "'?")
            .orElse("");
    }

    /** Edits from one word to the other; names that differ in case only are one edit apart. */
    private static int distance(String from, String to) {
        if (from.equalsIgnoreCase(to)) {
            return from.equals(to) ? 0 : 1;
        }
        var previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            var current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
