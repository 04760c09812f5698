// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.apache.skywalking.oal.rt.grammar.OALLexer;
import org.apache.skywalking.oal.rt.grammar.OALParser;
import org.apache.skywalking.oal.rt.grammar.OALParser.RootContext;

import io.skyquark.oap.deployment.oal.exchange.OalFinding;

/**
 * Reads a script with upstream's grammar, statement by statement, so that one mistake does not hide the next. Upstream itself prints syntax errors to
 * the console and goes on with what ANTLR's recovery guessed; it even drops the rest of the file after a word that starts no statement.
 */
final class OalSyntax {

    /** The grammar mentions them, but the lexer never hands them on. */
    private static final Set<Integer> HIDDEN = Set.of(OALLexer.SPACE, OALLexer.DelimitedComment, OALLexer.LineComment);

    private final List<RootContext> statements = new ArrayList<>();
    private final List<OalFinding> findings = new ArrayList<>();

    /** The well-formed statements of a script, one a context, and what is wrong with the others. */
    record Script(String text, List<RootContext> statements, List<OalFinding> findings) {

        /** The text of a statement with its semicolon, also where the last one of the script has none. */
        String statement(RootContext statement) {
            var written = text.substring(statement.getStart().getStartIndex(), statement.getStop().getStopIndex() + 1);
            return written.endsWith(";") ? written : written + ";";
        }
    }

    private record Attempt(RootContext tree, int errorIndex) {
    }

    static Script read(String text) {
        var reader = new OalSyntax();
        reader.readAll(text);
        return new Script(text, reader.statements, reader.findings);
    }

    private void readAll(String text) {
        var brokenLines = new ArrayList<Integer>();
        var statement = new ArrayList<Token>();
        for (var token : tokens(text, brokenLines)) {
            statement.add(token);
            if (token.getType() == OALLexer.SEMI) {
                readStatement(statement, brokenLines);
                statement.clear();
            }
        }
        if (!statement.isEmpty()) {
            readStatement(statement, brokenLines);
        }
    }

    private List<Token> tokens(String text, List<Integer> brokenLines) {
        var lexer = new OALLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message, RecognitionException e) {
                var unread = message.substring(message.indexOf('\'') + 1);
                // One unreadable stretch is reported character by character.
                if (!brokenLines.contains(line)) {
                    findings.add(OalMessages.unreadable(unread, line, column + 1));
                }
                brokenLines.add(line);
            }
        });
        return lexer.getAllTokens().stream().map(token -> (Token) token).filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL).toList();
    }

    private void readStatement(List<Token> tokens, List<Integer> brokenLines) {
        int from = tokens.get(0).getLine();
        int to = tokens.get(tokens.size() - 1).getLine();
        if (brokenLines.stream().anyMatch(line -> line >= from && line <= to)) {
            return;
        }
        var attempt = parse(tokens);
        if (attempt.errorIndex() < 0) {
            statements.add(attempt.tree());
            return;
        }
        int index = attempt.errorIndex();
        var expected = expectedAt(tokens, index);
        findings.add(OalMessages.unexpected(tokens, index, expected));
        if (expected.contains(OALLexer.SEMI) && index < tokens.size()) {
            // Only the end of the statement is missing; it and the next one are checked like any other.
            statements.add(parse(tokens.subList(0, index)).tree());
            readStatement(tokens.subList(index, tokens.size()), brokenLines);
        }
    }

    /** Index of the first token that fits no statement, the number of tokens where the end comes too early, or -1 where all is well. */
    private static Attempt parse(List<Token> tokens) {
        var parser = new OALParser(new CommonTokenStream(new ListTokenSource(List.copyOf(tokens))));
        parser.removeErrorListeners();
        var first = new int[] {-1};
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message, RecognitionException e) {
                if (first[0] < 0) {
                    first[0] = ((Token) symbol).getTokenIndex();
                }
            }
        });
        var tree = parser.root();
        if (first[0] < 0 && parser.getCurrentToken().getType() != Token.EOF) {
            first[0] = parser.getCurrentToken().getTokenIndex();
        }
        return new Attempt(tree, first[0]);
    }

    /** Every token type that could stand at the index: ANTLR's own answer is that of the decision point, which may lie several tokens back. */
    private static List<Integer> expectedAt(List<Token> tokens, int index) {
        var expected = new ArrayList<Integer>();
        for (int type = 1; type <= OALLexer.VOCABULARY.getMaxTokenType(); type++) {
            if (HIDDEN.contains(type)) {
                continue;
            }
            var trial = new ArrayList<>(tokens.subList(0, index));
            var candidate = new CommonToken(tokens.get(0));
            candidate.setType(type);
            trial.add(candidate);
            int error = parse(trial).errorIndex();
            if (error < 0 || error > index) {
                expected.add(type);
            }
        }
        return expected;
    }
}
