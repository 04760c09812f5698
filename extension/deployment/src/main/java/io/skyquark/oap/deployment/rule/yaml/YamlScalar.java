// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.yaml;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

import io.skyquark.oap.deployment.rule.exchange.Position;

/** A text value of a YAML file that knows where each of its characters stands, whatever its style: plain, quoted, literal or folded. */
public final class YamlScalar {

    private final String file;
    private final ScalarStyle style;
    private final String value;
    private final int start;
    private final Position position;
    private Position[] places;

    YamlScalar(String file, ScalarNode node) {
        this.file = file;
        this.value = node.getValue();
        this.style = node.getScalarStyle();
        this.start = YamlText.offset(file, node.getStartMark());
        this.position = YamlText.position(file, start);
    }

    public String value() {
        return value;
    }

    /** Where the value begins, with its quote or block sign. */
    public Position at() {
        return position;
    }

    /** Where a character of the value stands. */
    public Position at(int index) {
        if (places == null) {
            places = places();
        }
        return value.isEmpty() ? position : places[Math.min(index, value.length() - 1)];
    }

    private Position[] places() {
        var offsets = align();
        var found = new Position[offsets.length];
        int line = position.line();
        int lineStart = file.lastIndexOf('\n', start - 1) + 1;
        for (int i = 0; i < offsets.length; i++) {
            for (int end = file.indexOf('\n', lineStart); end >= 0 && end < offsets[i]; end = file.indexOf('\n', lineStart)) {
                line++;
                lineStart = end + 1;
            }
            found[i] = new Position(line, file.codePointCount(lineStart, offsets[i]) + 1);
        }
        return found;
    }

    /**
     * The value is, but for line breaks and escapes, what the file says with some characters left out: quotes, indentation, the signs of a block. So each of
     * its characters is the next equal one of the file.
     */
    private int[] align() {
        var aligned = new int[value.length()];
        int raw = skipSign();
        for (int i = 0; i < value.length(); i++) {
            char wanted = value.charAt(i);
            int escaped = style == ScalarStyle.DOUBLE_QUOTED ? YamlText.escape(file, raw) : 0;
            if (escaped > 0) {
                aligned[i] = raw;
                // The two halves of a character outside the basic plane come from one escape.
                if (Character.isHighSurrogate(wanted) && escaped > 6 && i + 1 < value.length()) {
                    aligned[++i] = raw;
                }
                raw += escaped;
                continue;
            }
            int found = raw;
            if (Character.isWhitespace(wanted)) {
                if (raw < file.length() && !Character.isWhitespace(file.charAt(raw))) {
                    // A break that the file does not have here: the end of a block.
                    aligned[i] = Math.min(raw, file.length() - 1);
                    continue;
                }
            } else {
                found = next(wanted, raw);
                if (found < 0) {
                    aligned[i] = Math.min(raw, file.length() - 1);
                    continue;
                }
            }
            aligned[i] = Math.min(found, file.length() - 1);
            raw = found + 1;
        }
        return aligned;
    }

    /** Only what may be left out lies between: white space, one quote of a pair, and the backslash at the end of a line. */
    private int next(char wanted, int from) {
        for (int at = from; at < file.length(); at++) {
            char c = file.charAt(at);
            if (c == wanted) {
                return at;
            }
            boolean skipped = Character.isWhitespace(c) || c == '\ufeff' || c == '\'' && style == ScalarStyle.SINGLE_QUOTED || c == '\\'
                && style == ScalarStyle.DOUBLE_QUOTED;
            if (!skipped) {
                return -1;
            }
        }
        return -1;
    }

    /** A block begins in the line after its sign, which may carry an indentation, a chomping sign and a comment; a quote stands in front of the value. */
    private int skipSign() {
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            int end = file.indexOf('\n', start);
            return end < 0 ? file.length() : end + 1;
        }
        return style == ScalarStyle.PLAIN ? start : start + 1;
    }
}
