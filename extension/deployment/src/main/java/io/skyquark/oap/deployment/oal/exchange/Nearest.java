// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

import java.util.Collection;

import io.skyquark.oap.model.NearestName;

/** The hints of OAL problems. */
public final class Nearest {

    private Nearest() {
    }

    /** {@code did you mean 'latency'?}, or an empty string where nothing is near. */
    public static String hint(String name, Collection<String> known) {
        var nearest = NearestName.of(name, known, Math.max(1, name.length() / 3));
        return nearest == null ? "" : "did you mean '" + nearest + "'?";
    }

    /** As {@link #hint}, but where nothing is near, all names: {@code functions are count, cpm}. */
    public static String hintOrAll(String name, Collection<String> known, String what) {
        var hint = hint(name, known);
        return hint.isEmpty() && !known.isEmpty() ? what + " are " + String.join(", ", known) : hint;
    }
}
