// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides a template into text and actions, and an action into its words. */
final class TemplateLexer {

    private static final Pattern WORD = Pattern.compile("""
        \\s*(?:(?<string>"(?:[^"\\\\\\n]|\\\\.)*")|(?<raw>`[^`]*`)|(?<char>'(?:[^'\\\\\\n]|\\\\.)+')\
        |(?<field>\\.[A-Za-z_]\\w*)|(?<dot>\\.)|(?<variable>\\$\\w*)|(?<number>[-+]?(?:0[xX][0-9a-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?(?:[eE][-+]?\\d+)?))\
        |(?<name>[A-Za-z_]\\w*)|(?<mark>:=|=|\\||\\(|\\)|,))""");
    private static final List<String> KINDS = List.of("string", "raw", "char", "field", "dot", "variable", "number", "name", "mark");

    private TemplateLexer() {
    }

    /**
     * @param action the words of an action; null for text
     * @param text the text, trimmed where the neighbouring actions say so; null for an action
     * @param line of the first character of the text or of the action
     */
    record Part(int line, String text, List<Word> action) {
    }

    /** @param attached whether no space is before it: {@code (index . 0).id} is a field of what is in parentheses, {@code (index . 0) .id} two arguments */
    record Word(String kind, String text, boolean attached) {

        boolean is(String otherKind, String otherText) {
            return kind.equals(otherKind) && text.equals(otherText);
        }
    }

    static List<Part> parts(String template) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        boolean trim = false;
        while (true) {
            int open = template.indexOf("{{", at);
            var text = template.substring(at, open < 0 ? template.length() : open);
            boolean trimsBefore = open >= 0 && template.startsWith("-", open + 2) && isSpace(template, open + 3);
            addText(parts, template, at, text, trim, trimsBefore);
            if (open < 0) {
                return parts;
            }
            int line = line(template, open);
            int close = end(template, open + 2, line);
            trim = template.charAt(close - 1) == '-' && isSpace(template, close - 2);
            var action = template.substring(open + (trimsBefore ? 3 : 2), close - (trim ? 1 : 0)).strip();
            if (!action.startsWith("/*")) {
                parts.add(new Part(line, null, words(action, line)));
            }
            at = close + 2;
        }
    }

    private static void addText(List<Part> parts, String template, int at, String text, boolean trimStart, boolean trimEnd) {
        int start = 0;
        while (trimStart && start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        var left = trimEnd ? text.substring(start).stripTrailing() : text.substring(start);
        if (!left.isEmpty()) {
            parts.add(new Part(line(template, at + start), left, null));
        }
    }

    /** The position of the two closing braces; those in a quoted text or a comment do not count. */
    private static int end(String template, int from, int line) {
        int at = from;
        if (template.substring(at).matches("(?s)-?\\s*/\\*.*")) {
            at = template.indexOf("*/", at);
            if (at < 0) {
                throw new TemplateException(line, "the comment has no end");
            }
        }
        while (at < template.length()) {
            char c = template.charAt(at);
            if (template.startsWith("}}", at)) {
                return at;
            }
            if (c == '"' || c == '`' || c == '\'') {
                at = closingQuote(template, at, line);
            }
            at++;
        }
        throw new TemplateException(line, "the action has no end");
    }

    private static int closingQuote(String template, int open, int line) {
        char quote = template.charAt(open);
        for (int at = open + 1; at < template.length(); at++) {
            if (template.charAt(at) == '\\' && quote != '`') {
                at++;
            } else if (template.charAt(at) == quote) {
                return at;
            }
        }
        throw new TemplateException(line, "the text in quotes has no end");
    }

    private static List<Word> words(String action, int line) {
        List<Word> words = new ArrayList<>();
        var matcher = WORD.matcher(action);
        int at = 0;
        while (at < action.length() && !action.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new TemplateException(line, "cannot read " + action.substring(at) + " in {{ " + action + " }}");
            }
            var kind = kind(matcher);
            words.add(new Word(kind, matcher.group(kind), at > 0 && matcher.start(kind) == at));
            at = matcher.end();
        }
        return words;
    }

    private static String kind(Matcher matcher) {
        return KINDS.stream().filter(kind -> matcher.group(kind) != null).findFirst().orElseThrow();
    }

    private static boolean isSpace(String text, int at) {
        return at >= 0 && at < text.length() && Character.isWhitespace(text.charAt(at));
    }

    private static int line(String template, int offset) {
        return 1 + (int) template.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
