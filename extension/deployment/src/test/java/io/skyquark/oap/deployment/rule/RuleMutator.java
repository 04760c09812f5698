// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Breaks texts of rules at random: tokens are left out, doubled, swapped and replaced, characters too, and pieces of one rule get into another. */
final class RuleMutator {

    private static final Pattern TOKEN = Pattern.compile("'(?:[^'\\\\\\n]|\\\\.)*'|\"(?:[^\"\\\\\\n]|\\\\.)*\"|[A-Za-z_][A-Za-z_0-9]*|"
        + "[0-9]+(?:\\.[0-9]+)?|\\s+|==~|<=>|\\?\\.|\\*\\.|->|[=!<>]=|&&|\\|\\||.",
        Pattern.DOTALL);

    private static final String[] NAMES = {
        "tagEqual", "tagNotEqual", "tagMatch", "tagNotMatch", "valueEqual", "valueGreater", "valueLessEqual", "plus", "div", "negative", "sum", "max", "min",
        "avg", "count", "increase", "rate", "irate", "tag", "filter", "forEach", "retagByK8sMeta", "histogram", "histogram_percentile", "downsampling",
        "service", "instance", "endpoint", "process", "serviceRelation", "processRelation", "time", "tags", "it", "prefix", "key", "a", "b", "Layer",
        "GENERAL", "OS_LINUX", "DetectPoint", "SERVER", "CLIENT", "K8sRetagType", "Pod2Service", "TimeUnit", "SECONDS", "ProcessRegistry",
        "generateVirtualLocalProcess", "AVG", "SUM", "SUM_PER_MIN", "LATEST", "size", "substring", "length", "toString", "split", "each", "collect",
        "findAll", "get", "put", "remove", "containsKey", "contains", "startsWith", "equals", "hashCode", "getClass", "class", "toInteger", "plus", "join",
        "any", "find", "String", "Integer", "Long", "Double", "List", "Map", "Object", "BigDecimal", "System", "Math", "java", "util", "Pattern"};
    private static final String[] OPERATORS = {
        "(", ")", "[", "]", "{", "}", ".", ",", ":", ";", "->", "+", "-", "*", "/", "%", "**", "==", "!=", "<", "<=", ">", ">=", "<=>", "===", "!==", "&&",
        "||", "!", "=~", "==~", "?", "?.", "*.", "?:", "?[", "=", "+=", "-=", "*=", "?=", "++", "--", "..", "..<", "~", "&", "|", "^", "<<", ">>", "@", ".&",
        "::", "$", "\\", "#", "`", "'", "\"", "'''", "\"\"\"", "$/", "/$", "//", "/*", "*/", "\n", " ", "\t"};
    private static final String[] LITERALS = {
        "0", "1", "-1", "100", "0.5", "1.5d", "1f", "1L", "1G", "1.0G", "0x1F", "1e3", "1e400", "9999999999", "99999999999999999999", "2147483648", "''",
        "'a'", "'PT1M'", "'PT5M'", "'x'", "\"\"", "\"a${tags.a}b\"", "\"$a\"", "\"${}\"", "[]", "[:]", "['a']", "['a','b']", "[50,99]", "[a:1]", "['a':'b']",
        "null", "true", "false", "/a+/", "~/a/", "'\\n'", "'[a'", "'(a|b)'", "{}", "{ -> }", "{it}", "{tags -> tags.a = 'x'}", "{a, b -> b.x = a}",
        "{tags -> tags.a == 'x'}", "(1+2)", "1/0", "(String)", "{tags -> [a: tags.b]}"};
    private static final String[] KEYWORDS = {
        "def", "return", "if", "else", "for", "while", "do", "switch", "case", "break", "continue", "try", "catch", "finally", "throw", "assert", "new",
        "class", "interface", "enum", "trait", "import", "package", "in", "!in", "instanceof", "!instanceof", "as", "this", "super", "void", "int", "var",
        "static", "final", "yield", "record", "synchronized", "goto", "if (a) ", "def x = ", "return ", "x -> ", "label: ", "as String", "as Integer",
        "as int[]"};
    private static final String[] UNICODE = {
        "ä", "名", "😀", "\u0000", "\u00a0", "\u200b", "\ufeff", "\u2028", "\ud800", "\\u0041", "\\u00", "İ", "é"};
    private static final String[][] DICTIONARY = {NAMES, NAMES, OPERATORS, OPERATORS, LITERALS, KEYWORDS, UNICODE};

    private final Random random;
    private final List<List<String>> pieces = new ArrayList<>();

    /** @param texts whole expressions, from which pieces are taken */
    RuleMutator(Random random, List<String> texts) {
        this.random = random;
        texts.forEach(text -> pieces.add(tokens(text)));
    }

    /** An expression with one to four changes of its tokens, or some of its characters. */
    String expression(String text) {
        return random.nextInt(8) == 0 ? characters(text) : tokens(text, 1 + random.nextInt(random.nextInt(4) + 1));
    }

    private String tokens(String text, int changes) {
        var tokens = tokens(text);
        for (int i = 0; i < changes; i++) {
            change(tokens);
        }
        return String.join("", tokens);
    }

    private void change(List<String> tokens) {
        int at = random.nextInt(tokens.size() + 1);
        int from = Math.min(at, Math.max(0, tokens.size() - 1));
        switch (tokens.isEmpty() ? 3 : random.nextInt(10)) {
            case 0 -> tokens.remove(from);
            case 1 -> tokens.add(at, tokens.get(from));
            case 2 -> java.util.Collections.swap(tokens, from, random.nextInt(tokens.size()));
            case 3 -> tokens.add(at, word());
            case 4 -> tokens.set(from, word());
            case 5, 6, 7 -> tokens.set(from, like(tokens.get(from)));
            case 8 -> {
                var span = span(pieces.get(random.nextInt(pieces.size())));
                tokens.addAll(at, span);
            }
            default -> {
                var span = tokens.subList(from, Math.min(tokens.size(), from + 1 + random.nextInt(6)));
                if (random.nextBoolean()) {
                    span.clear();
                } else {
                    tokens.addAll(at, List.copyOf(span));
                }
            }
        }
    }

    private List<String> span(List<String> tokens) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        int from = random.nextInt(tokens.size());
        return List.copyOf(tokens.subList(from, Math.min(tokens.size(), from + 1 + random.nextInt(12))));
    }

    /** A token of another rule that is the same kind of thing: a name, a text, a number. */
    private String like(String token) {
        for (int i = 0; i < 20; i++) {
            var tokens = pieces.get(random.nextInt(pieces.size()));
            var other = tokens.get(random.nextInt(tokens.size()));
            if (kind(other) == kind(token) && !other.equals(token)) {
                return other;
            }
        }
        return token;
    }

    private static int kind(String token) {
        char c = token.charAt(0);
        return Character.isLetter(c) ? Character.isUpperCase(c) ? 0 : 1 : Character.isDigit(c) ? 2 : c == '\'' || c == '"' ? 3 : 4;
    }

    private String word() {
        var words = DICTIONARY[random.nextInt(DICTIONARY.length)];
        return words[random.nextInt(words.length)];
    }

    /** A text with one to five of its characters left out, doubled, replaced or exchanged. */
    String characters(String text) {
        var changed = new StringBuilder(text);
        for (int i = 1 + random.nextInt(5); i > 0 && !changed.isEmpty(); i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(5)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, changed.charAt(at));
                case 2 -> changed.insert(at, UNICODE[random.nextInt(UNICODE.length)]);
                case 3 -> changed.setCharAt(at, (char) (32 + random.nextInt(95)));
                default -> {
                    int other = random.nextInt(changed.length());
                    char held = changed.charAt(at);
                    changed.setCharAt(at, changed.charAt(other));
                    changed.setCharAt(other, held);
                }
            }
        }
        return changed.toString();
    }

    /** A YAML file with some lines left out, doubled, moved or indented otherwise, and now and then other characters. */
    String file(String text) {
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        for (int i = 1 + random.nextInt(3); i > 0 && !lines.isEmpty(); i--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(5)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, " ".repeat(random.nextInt(4)) + lines.get(at));
                case 3 -> lines.set(at, lines.get(at).stripLeading());
                default -> lines.set(at, characters(lines.get(at)));
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
