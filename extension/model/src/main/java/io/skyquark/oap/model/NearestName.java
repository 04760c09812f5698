// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/** Finds the known name that a mistyped one was probably meant to be; used by the build and by the start. */
public final class NearestName {

    private NearestName() {
    }

    /** The known name at the smallest edit distance, or {@code null} where none is within the limit; case counts only between equally near names. */
    public static String of(String name, Collection<String> known, int limit) {
        String nearest = null;
        int best = Integer.MAX_VALUE;
        for (var candidate : new TreeSet<>(known)) {
            int distance = 2 * distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT)) + (name.equals(candidate) ? 0 : 1);
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        return best / 2 <= limit ? nearest : null;
    }

    /** Edits from one word to the other; two swapped letters are one edit. */
    private static int distance(String from, String to) {
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
