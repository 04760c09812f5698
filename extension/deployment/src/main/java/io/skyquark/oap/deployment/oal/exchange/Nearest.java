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
        int limit = Math.max(1, name.length() / 3);
        return known.stream().sorted()
            .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
            .filter(candidate -> distance(name, candidate) <= limit)
            .map(candidate -> "did you mean '" + candidate + "'?")
            .orElse("");
    }

    /** As {@link #hint}, but where nothing is near, all names: {@code functions are count, cpm}. */
    public static String hintOrAll(String name, Collection<String> known, String what) {
        var hint = hint(name, known);
        return hint.isEmpty() && !known.isEmpty() ? what + " are " + String.join(", ", known) : hint;
    }

    /** Edits from one word to the other, two swapped letters being one; names that differ in case only are one edit apart. */
    private static int distance(String from, String to) {
        if (from.equalsIgnoreCase(to)) {
            return from.equals(to) ? 0 : 1;
        }
        var edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[from.length()][to.length()];
    }
}
