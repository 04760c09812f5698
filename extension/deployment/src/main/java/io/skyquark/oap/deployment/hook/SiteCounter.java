// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.hook;

/** Counts the places that one hook changes in one class. */
public final class SiteCounter {

    private int count;

    public void hit() {
        count++;
    }

    public int count() {
        return count;
    }
}
