// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Gives a resolved text the type that upstream gives it: the text is read as a YAML document, and what is not a String, Integer, Long, Boolean or list stays
 * the text. Words, numbers, addresses and quoted words, which is nearly everything, are typed without a parser.
 */
final class YamlScalar {

    private static final Set<String> YES = Set.of("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> NO = Set.of("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    /** Characters that have no meaning of their own inside an unquoted word. */
    private static final String PLAIN = "_./+,=;@()*&%?!$~^<>|:-";
    private static final int LONGEST_INTEGER = 9;
    private static final Pattern WORDS = Pattern.compile("\\[[A-Za-z][\\w.-]*(, ?[A-Za-z][\\w.-]*)*]");

    private YamlScalar() {
    }

    /** A String, Integer, Long, Boolean or list. */
    static Object typed(String text) {
        if (text.trim().isEmpty()) {
            return text;
        }
        var quoted = quoted(text);
        if (quoted != null) {
            return quoted;
        }
        if (YES.contains(text)) {
            return true;
        }
        if (NO.contains(text)) {
            return false;
        }
        if (isSmallInteger(text)) {
            return Integer.valueOf(text);
        }
        if (isWord(text)) {
            return text;
        }
        var list = list(text);
        return list != null ? list : Parser.parse(text);
    }

    /** A list of words in brackets; {@code null} where it is anything else. */
    private static List<String> list(String text) {
        if (!WORDS.matcher(text).matches()) {
            return null;
        }
        var words = new ArrayList<String>();
        for (var word : text.substring(1, text.length() - 1).split(",")) {
            var trimmed = word.trim();
            if (YES.contains(trimmed) || NO.contains(trimmed) || trimmed.equalsIgnoreCase("null")) {
                return null;
            }
            words.add(trimmed);
        }
        return words;
    }

    /** The content, where the only escapes are those of the quote and the backslash. */
    private static String quoted(String text) {
        char quote = text.charAt(0);
        if (quote != '"' && quote != '\'' || text.length() < 2 || text.charAt(text.length() - 1) != quote) {
            return null;
        }
        var content = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote == '"') {
                c = text.charAt(++i);
                if (c != '"' && c != '\\' || i == text.length() - 1) {
                    return null;
                }
            } else if (c == quote || c < ' ' || c > '~') {
                return null;
            }
            content.append(c);
        }
        return content.toString();
    }

    /** Decimal, without a sign other than minus, without the leading zero that means octal, and short enough for an int. */
    private static boolean isSmallInteger(String text) {
        int start = text.charAt(0) == '-' ? 1 : 0;
        int digits = text.length() - start;
        if (digits == 0 || digits > LONGEST_INTEGER || text.charAt(start) == '0' && digits > 1) {
            return false;
        }
        return text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
    }

    /** Begins with a letter, a slash or an underscore, so it cannot be a number or a date; or has a dot or comma, and whatever it is stays a text. */
    private static boolean isWord(String text) {
        char first = text.charAt(0);
        boolean begins = isLetter(first) || first == '/' || first == '_' || isDigit(first) && (text.indexOf('.') > 0 || text.indexOf(',') > 0);
        return begins && text.charAt(text.length() - 1) != ':'
            && text.chars().allMatch(c -> isLetter(c) || isDigit(c) || PLAIN.indexOf(c) >= 0);
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Apart, so that the parser's classes are loaded only where a text needs them. */
    private static final class Parser {

        static Object parse(String text) {
            try {
                var value = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
                boolean kept = value instanceof String || value instanceof Integer || value instanceof Long || value instanceof Boolean
                    || value instanceof ArrayList;
                return kept ? value : text;
            } catch (YAMLException | IllegalArgumentException e) {
                return text;
            }
        }
    }
}
