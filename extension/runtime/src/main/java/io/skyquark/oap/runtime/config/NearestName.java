// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that was probably meant. */
public final class NearestName {

    private NearestName() {
    }

    /** {@code ", did you mean 'x'?"}, or an empty string where nothing is near. */
    public static String hint(String prefix, String name, Collection<String> known) {
        var nearest = of(name, known, Math.max(2, name.length() / 3));
        return nearest == null ? "" : ", did you mean '" + prefix + nearest + "'?";
    }

    /** The known name at the smallest edit distance, or {@code null} where none is within the limit; case counts only between equally near names. */
    public static String of(String name, Collection<String> known, int limit) {
        String nearest = null;
        int best = Integer.MAX_VALUE;
        for (var candidate : known) {
            int distance = 2 * distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT)) + (distance(name, candidate) > 0 ? 1 : 0);
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        return best / 2 <= limit ? nearest : null;
    }

    static int distance(String left, String right) {
        var row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
