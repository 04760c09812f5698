// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.yaml;

import org.yaml.snakeyaml.nodes.ScalarNode;

import io.skyquark.oap.deployment.rule.ir.Position;

/** A text value of a YAML file that knows where each of its characters stands, whatever its style: plain, quoted, literal or folded. */
public final class YamlScalar {

    private final String file;
    private final String value;
    private final int start;
    private final Position position;
    private int[] offsets;

    YamlScalar(String file, ScalarNode node) {
        this.file = file;
        this.value = node.getValue();
        var mark = node.getStartMark();
        this.position = new Position(mark.getLine() + 1, mark.getColumn() + 1);
        this.start = offset(mark.getLine(), mark.getColumn());
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
        if (offsets == null) {
            offsets = align();
        }
        if (value.isEmpty()) {
            return position;
        }
        int offset = offsets[Math.min(index, value.length() - 1)];
        int line = position.line();
        int lineStart = file.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
        if (start > 0 && file.charAt(start - 1) == '\n') {
            lineStart = start;
        }
        for (int end = file.indexOf('\n', lineStart); end >= 0 && end < offset; end = file.indexOf('\n', lineStart)) {
            line++;
            lineStart = end + 1;
        }
        return new Position(line, file.codePointCount(lineStart, offset) + 1);
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
            int found = raw;
            if (Character.isWhitespace(wanted)) {
                if (raw < file.length() && !Character.isWhitespace(file.charAt(raw))) {
                    // A break that the file does not have here: an escape, or the end of a block.
                    aligned[i] = Math.min(raw, file.length() - 1);
                    continue;
                }
            } else {
                found = file.indexOf(wanted, raw);
                if (found < 0 || found - raw > 400) {
                    aligned[i] = Math.min(raw, file.length() - 1);
                    continue;
                }
            }
            aligned[i] = Math.min(found, file.length() - 1);
            raw = found + 1;
        }
        return aligned;
    }

    /** A block begins in the line after its sign, which may carry an indentation, a chomping sign and a comment. */
    private int skipSign() {
        if (start < file.length() && (file.charAt(start) == '|' || file.charAt(start) == '>')) {
            int end = file.indexOf('\n', start);
            return end < 0 ? file.length() : end + 1;
        }
        return start;
    }

    private int offset(int line, int column) {
        int at = 0;
        for (int left = line; left > 0; left--) {
            at = file.indexOf('\n', at) + 1;
        }
        return Math.min(file.offsetByCodePoints(at, Math.min(column, file.codePointCount(at, file.length()))), file.length());
    }
}
