// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.yaml;

import org.yaml.snakeyaml.error.Mark;

import io.skyquark.oap.deployment.rule.exchange.Position;

/** Places in the text of a YAML file, counted as an editor counts them; the reader of YAML has other ideas of lines and columns. */
final class YamlText {

    private YamlText() {
    }

    /** The 0-based offset that a mark stands for. */
    static int offset(String text, Mark mark) {
        int index = Math.min(mark.getIndex(), text.codePointCount(0, text.length()));
        return text.offsetByCodePoints(0, index);
    }

    static Position position(String text, Mark mark) {
        return position(text, offset(text, mark));
    }

    /** @param offset 0-based, at most the length of the text */
    static Position position(String text, int offset) {
        int line = 1;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
            line++;
            start = end + 1;
        }
        return new Position(line, text.codePointCount(start, offset) + 1);
    }

    /**
     * How long the escape is, with its backslash, that begins at a place of a double quoted value and stands for a character of it.
     *
     * @return 0 where no escape begins there, or one that stands for nothing, at the end of a line
     */
    static int escape(String text, int at) {
        if (at + 1 >= text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) == '\n' || text.charAt(at + 1) == '\r') {
            return 0;
        }
        return switch (text.charAt(at + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }
}
