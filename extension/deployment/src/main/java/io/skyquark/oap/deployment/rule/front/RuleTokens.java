// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a rule as far as a diagnosis needs them; what decides on what a rule means is Groovy's parser.
 *
 * @param mistake what is wrong with a text or a comment, or null
 */
record RuleTokens(List<Token> tokens, Mistake mistake) {

    enum Kind {
        OPEN, CLOSE, COMMA, DOT, NAME, NUMBER, TEXT, OPERATOR
    }

    /** @param offset where it begins, 0-based */
    record Token(Kind kind, int offset, String text) {
    }

    /** @param offset where it is, 0-based */
    record Mistake(int offset, String message, String hint) {
    }

    private static final String[] OPERATORS = {"===", "!==", "<=>", "==~", "**=", "->", "==", "!=", "<=", ">=", "&&", "||", "=~", "**", "+=", "-=", "*=",
        "/=", "%=", "?=",
        "?:", "++", "--", "::", "<<", ">>"};
    private static final String[] DOTS = {"..<", "..", "?.", "*.", ".&", ".@", "."};
    /** What may stand behind a backslash in a text. */
    private static final String ESCAPES = "btnfrs\\'\"$\n\r01234567u";

    static RuleTokens of(String text) {
        var reader = new Reader(text);
        reader.read();
        return new RuleTokens(reader.tokens, reader.mistake);
    }

    /** Where brackets are deeper in each other than a limit, or -1; the parser takes any depth until the stack of its thread ends. */
    static int nesting(String text, int limit) {
        // Most rules have not so many brackets altogether.
        if (text.chars().filter(c -> c == '(' || c == '[' || c == '{').limit(limit + 1L).count() <= limit) {
            return -1;
        }
        int depth = 0;
        for (var token : of(text).tokens) {
            depth += token.kind == Kind.OPEN ? 1 : token.kind == Kind.CLOSE ? -1 : 0;
            if (depth > limit) {
                return token.offset;
            }
        }
        return -1;
    }

    /** The token that covers a place, or null. */
    Token at(int offset) {
        return tokens.stream().filter(token -> token.offset <= offset && offset < token.offset + token.text.length()).findFirst().orElse(null);
    }

    private static final class Reader {

        private final String text;
        private final List<Token> tokens = new ArrayList<>();
        private Mistake mistake;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void read() {
            while (at < text.length() && mistake == null) {
                char c = text.charAt(at);
                if (Character.isWhitespace(c)) {
                    at++;
                } else if (text.startsWith("//", at)) {
                    at = end(text.indexOf('\n', at));
                } else if (text.startsWith("/*", at)) {
                    comment();
                } else if (c == '\'' || c == '"') {
                    quoted(text.startsWith(String.valueOf(c).repeat(3), at) ? String.valueOf(c).repeat(3) : String.valueOf(c));
                } else if (c == '/' && slashy() > 0) {
                    add(Kind.TEXT, slashy() - at);
                } else if (Character.isJavaIdentifierStart(c)) {
                    add(Kind.NAME, run(false));
                } else if (c >= '0' && c <= '9') {
                    add(Kind.NUMBER, run(true));
                } else if (!longer(DOTS, Kind.DOT) && !longer(OPERATORS, Kind.OPERATOR)) {
                    add("([{".indexOf(c) >= 0 ? Kind.OPEN : ")]}".indexOf(c) >= 0 ? Kind.CLOSE : c == ',' ? Kind.COMMA : Kind.OPERATOR, 1);
                }
            }
        }

        private void add(Kind kind, int length) {
            tokens.add(new Token(kind, at, text.substring(at, at + length)));
            at += length;
        }

        private boolean longer(String[] words, Kind kind) {
            for (var word : words) {
                if (text.startsWith(word, at)) {
                    // A range is an operator.
                    add(word.startsWith("..") ? Kind.OPERATOR : kind, word.length());
                    return true;
                }
            }
            return false;
        }

        private int run(boolean number) {
            int end = at + 1;
            while (end < text.length() && (Character.isJavaIdentifierPart(text.charAt(end))
                || number && text.charAt(end) == '.' && end + 1 < text.length() && Character.isDigit(text.charAt(end + 1)))) {
                end++;
            }
            return end - at;
        }

        private int end(int found) {
            return found < 0 ? text.length() : found;
        }

        private void comment() {
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
                mistake = new Mistake(at, "the comment is not closed", "add '*/'");
            }
            at = end + 2;
        }

        /** Where the pattern between slashes ends that begins here, 0 where the slash divides. */
        private int slashy() {
            var before = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
            if (before != null && before.kind != Kind.OPERATOR && before.kind != Kind.OPEN && before.kind != Kind.COMMA) {
                return 0;
            }
            for (int end = at + 1; end < text.length() && text.charAt(end) != '\n'; end++) {
                if (text.charAt(end) == '/' && text.charAt(end - 1) != '\\') {
                    return end + 1;
                }
            }
            return 0;
        }

        private void quoted(String quote) {
            for (int end = at + quote.length(); end < text.length(); end++) {
                char c = text.charAt(end);
                if (text.startsWith(quote, end)) {
                    add(Kind.TEXT, end + quote.length() - at);
                    return;
                } else if (c == '\n' && quote.length() == 1) {
                    break;
                } else if (c == '\\') {
                    if (end + 1 < text.length() && !escape(end)) {
                        return;
                    }
                    end++;
                } else if (c == '$' && quote.charAt(0) == '"' && text.startsWith("{", end + 1)) {
                    int close = value(end + 2);
                    if (close < 0) {
                        mistake = new Mistake(end, "'${' is not closed", "add '}'");
                        return;
                    }
                    end = close;
                }
            }
            mistake = new Mistake(at, "the text is not closed", "close it with " + quote);
        }

        private boolean escape(int backslash) {
            char c = text.charAt(backslash + 1);
            boolean known = ESCAPES.indexOf(c) >= 0 && (c != 'u' || text.substring(backslash + 2, Math.min(text.length(), backslash
                + 6)).matches("u*[0-9A-Fa-f]+u*[0-9A-Fa-f]*"));
            if (!known) {
                mistake = c == 'u' ? new Mistake(backslash, "'\\u' is not followed by four hexadecimal digits", "")
                    : new Mistake(backslash, "'\\" + c + "' means nothing in a text", "write \\\\" + c + " for a backslash");
            }
            return known;
        }

        /** Where the value of a text ends that begins here, -1 where it does not. */
        private int value(int from) {
            int open = 1;
            for (int end = from; end < text.length(); end++) {
                char c = text.charAt(end);
                if (c == '{') {
                    open++;
                } else if (c == '}' && --open == 0) {
                    return end;
                } else if (c == '\n' || c == '\'' && (end = text.indexOf('\'', end + 1)) < 0) {
                    return -1;
                }
            }
            return -1;
        }
    }
}
