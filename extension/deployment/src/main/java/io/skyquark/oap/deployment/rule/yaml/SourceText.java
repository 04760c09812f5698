// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.yaml;

import java.util.Arrays;

import io.skyquark.oap.deployment.rule.exchange.Position;

/** A text for the parser that remembers where in the file each of its characters stands, since upstream puts expressions together from several keys. */
public final class SourceText {

    private final StringBuilder text = new StringBuilder();
    private long[] places = new long[256];

    /** Text that stands nowhere in the file. */
    public SourceText add(String glue) {
        grow(glue.length());
        Arrays.fill(places, text.length(), text.length() + glue.length(), 0);
        text.append(glue);
        return this;
    }

    public SourceText add(YamlScalar scalar) {
        return add(scalar, 0, scalar.value().length());
    }

    /** The part of a scalar from {@code from} to before {@code to}. */
    public SourceText add(YamlScalar scalar, int from, int to) {
        grow(to - from);
        for (int i = from; i < to; i++) {
            var at = scalar.at(i);
            places[text.length()] = (long) at.line() << 32 | at.column();
            text.append(scalar.value().charAt(i));
        }
        return this;
    }

    private void grow(int more) {
        if (text.length() + more > places.length) {
            places = Arrays.copyOf(places, Math.max(text.length() + more, places.length * 2));
        }
    }

    /**
     * Where in the file something stands.
     *
     * @param line 1-based line of this text
     * @param column 1-based column of this text
     */
    public Position at(int line, int column) {
        return at(offset(line, column));
    }

    /** As a 0-based offset in this text. */
    public int offset(int line, int column) {
        int offset = 0;
        for (int left = line; left > 1; left--) {
            int end = text.indexOf("\n", offset);
            if (end < 0) {
                break;
            }
            offset = end + 1;
        }
        return Math.max(0, offset + Math.max(1, column) - 1);
    }

    /** The place of the character at an offset, or of the nearest one that stands in the file. */
    public Position at(int offset) {
        int from = Math.min(offset, text.length() - 1);
        for (int i = from; i >= 0 && i < text.length(); i++) {
            if (places[i] != 0) {
                return place(i);
            }
        }
        for (int i = from; i >= 0; i--) {
            if (places[i] != 0) {
                return place(i);
            }
        }
        return Position.NONE;
    }

    /** Whether the character at an offset stands nowhere in the file. */
    public boolean isGlue(int offset) {
        return places[offset] == 0;
    }

    private Position place(int index) {
        return new Position((int) (places[index] >>> 32), (int) places[index]);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
