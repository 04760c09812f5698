// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import io.skyquark.oap.deployment.rule.front.RuleTokens.Kind;
import io.skyquark.oap.deployment.rule.front.RuleTokens.Mistake;
import io.skyquark.oap.deployment.rule.front.RuleTokens.Token;
import io.skyquark.oap.deployment.rule.yaml.SourceText;

/**
 * Finds the likely mistake in a text that Groovy's parser refuses. The parser says where it gave up, which is often far from the bracket, the quote or the
 * operand that is missing.
 */
final class SyntaxDiagnosis {

    private static final Set<String> BINARY = Set.of("*", "/", "%", "**", "+", "-", "==", "!=", "<", ">", "<=", ">=", "<=>", "&&", "||", "=~", "==~", "=",
        "+=", "-=", "*=",
        "/=", "?:", "===", "!==");
    private static final Set<String> PREFIX = Set.of("+", "-", "!", "~", "++", "--");
    private static final Set<String> WORDS = Set.of("in", "as", "instanceof", "else", "if", "return");

    private SyntaxDiagnosis() {
    }

    /** @return null where nothing is known but what the parser says */
    static Mistake of(SourceText source) {
        var tokens = RuleTokens.of(source.toString());
        if (tokens.mistake() != null) {
            return tokens.mistake();
        }
        var brackets = brackets(tokens.tokens(), source);
        return brackets != null ? brackets : operands(tokens.tokens());
    }

    /** Brackets that were put around a part of an expression are in balance and are left out. */
    private static Mistake brackets(List<Token> tokens, SourceText source) {
        Deque<Token> open = new ArrayDeque<>();
        for (var token : tokens) {
            if (source.isGlue(token.offset())) {
                continue;
            }
            if (token.kind() == Kind.OPEN) {
                open.push(token);
            } else if (token.kind() == Kind.CLOSE) {
                var opener = token.text().equals(")") ? "(" : token.text().equals("]") ? "[" : "{";
                if (open.stream().noneMatch(candidate -> candidate.text().equals(opener))) {
                    return new Mistake(token.offset(), "'" + token.text() + "' closes nothing", "remove it, or add '" + opener + "' before it");
                }
                if (!open.peek().text().equals(opener)) {
                    return notClosed(open.peek(), " before '" + token.text() + "'");
                }
                open.pop();
            }
        }
        return open.isEmpty() ? null : notClosed(open.peek(), "");
    }

    private static Mistake notClosed(Token opener, String where) {
        var closer = opener.text().equals("(") ? ")" : opener.text().equals("[") ? "]" : "}";
        return new Mistake(opener.offset(), "'" + opener.text() + "' is not closed", "add '" + closer + "'" + where);
    }

    private static Mistake operands(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            var next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
            boolean ends = next == null || next.kind() == Kind.CLOSE || next.kind() == Kind.COMMA;
            if (token.kind() == Kind.OPERATOR && BINARY.contains(token.text())) {
                if (ends) {
                    return new Mistake(token.offset(), "an operand is missing behind '" + token.text() + "'", "");
                }
                if (next.kind() == Kind.OPERATOR && BINARY.contains(next.text()) && !PREFIX.contains(next.text())) {
                    return new Mistake(next.offset(), "an operand is missing between '" + token.text() + "' and '" + next.text() + "'", "");
                }
            } else if (token.kind() == Kind.DOT && (ends || next.kind() == Kind.DOT || next.kind() == Kind.NUMBER || next.kind() == Kind.OPERATOR)) {
                return new Mistake(token.offset(), "a name is missing behind '" + token.text() + "'", next != null && next.kind() == Kind.DOT
                    ? "remove one dot" : "");
            } else if (next != null && next.kind() == Kind.COMMA && (token.kind() == Kind.COMMA || token.kind() == Kind.OPEN)) {
                return new Mistake(next.offset(), "a value is missing in front of ','", "");
            } else if (next != null && follows(token, next)) {
                return new Mistake(next.offset(), "a comma or an operator is missing in front of " + next.text(), "");
            }
        }
        return null;
    }

    /** Two values in a row. */
    private static boolean follows(Token token, Token next) {
        boolean value = token.kind() == Kind.NUMBER || token.kind() == Kind.TEXT;
        boolean other = next.kind() == Kind.NUMBER || next.kind() == Kind.TEXT;
        return value && (other || next.kind() == Kind.NAME && !WORDS.contains(next.text())) || other && token.kind() == Kind.CLOSE && !token.text().equals("}");
    }
}
