// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql.sample;

/** A result type with every way of naming a getter, and a field without one. */
public class Shape {

    public String bare = "bare";
    private final String label;
    private final int size;

    public Shape(String label, int size) {
        this.label = label;
        this.size = size;
    }

    public String label() {
        return label;
    }

    public int getSize() {
        return size;
    }

    public boolean isRound() {
        return size > 10;
    }

    public Color getColor() {
        return size > 100 ? Color.HIDDEN : Color.RED;
    }
}
