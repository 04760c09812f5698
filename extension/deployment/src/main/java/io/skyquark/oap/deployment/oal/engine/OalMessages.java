// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.util.ArrayList;
import java.util.List;

import org.antlr.v4.runtime.Token;
import org.apache.skywalking.oal.rt.grammar.OALLexer;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.oal.exchange.OalFinding;

/** Words for what the grammar found. */
final class OalMessages {

    private static final List<Integer> OPERATORS = List.of(OALLexer.DUALEQUALS, OALLexer.NOT_EQUAL, OALLexer.GREATER, OALLexer.GREATER_EQUAL, OALLexer.LESS,
        OALLexer.LESS_EQUAL, OALLexer.LIKE, OALLexer.IN, OALLexer.CONTAIN, OALLexer.NOT_CONTAIN);
    private static final int FIRST_SOURCE = OALLexer.SRC_SERVICE;
    private static final int LAST_SOURCE = OALLexer.SRC_BROWSER_APP_SINGLE_VERSION_TRAFFIC;

    private OalMessages() {
    }

    static OalFinding unreadable(String text, int line, int column) {
        if (text.startsWith("\"")) {
            return new OalFinding("OAL_SYNTAX", line, column, "the string is not closed on its line", "add '\"'");
        }
        if (text.startsWith("/*")) {
            return new OalFinding("OAL_SYNTAX", line, column, "the comment is never closed", "add '*/'");
        }
        return new OalFinding("OAL_SYNTAX", line, column, "unexpected character '" + text.charAt(0) + "'", "");
    }

    /** The token at the index fits nothing; an index behind the last token means that the file ends too early. */
    static OalFinding unexpected(List<Token> tokens, int index, List<Integer> expected) {
        var previous = index > 0 ? tokens.get(index - 1) : null;
        if (index >= tokens.size()) {
            return after(previous, "expecting " + list(expected) + " but the file ends here");
        }
        var found = tokens.get(index);
        boolean isWord = Character.isLetter(found.getText().charAt(0));
        if (expected.contains(FIRST_SOURCE) && isWord) {
            return at(found, "OAL_SOURCE", "unknown source '" + found.getText() + "'", Nearest.hint(found.getText(), sources()));
        }
        if (expected.containsAll(OPERATORS) && (isWord || found.getType() == OALLexer.EQUAL)) {
            return at(found, "OAL_OPERATOR", "unknown operator '" + found.getText() + "'", "operators are " + list(OPERATORS));
        }
        // The end of a statement is looked for where it should have been, not at the start of the next line.
        if (previous != null && expected.contains(OALLexer.SEMI) && found.getLine() > previous.getLine()) {
            return after(previous, "expecting " + list(expected));
        }
        var keyword = expected.contains(OALLexer.IDENTIFIER) && isWord ? "'" + found.getText() + "' is a keyword and cannot be a name here" : "";
        return at(found, "OAL_SYNTAX", "expecting " + list(expected) + " but found '" + found.getText() + "'", keyword);
    }

    private static OalFinding at(Token token, String code, String message, String hint) {
        return new OalFinding(code, token.getLine(), token.getCharPositionInLine() + 1, message, hint);
    }

    private static OalFinding after(Token token, String message) {
        return new OalFinding("OAL_SYNTAX", token.getLine(), token.getCharPositionInLine() + token.getText().length() + 1, message, "");
    }

    private static List<String> sources() {
        var names = new ArrayList<String>();
        for (int type = FIRST_SOURCE; type <= LAST_SOURCE; type++) {
            names.add(name(type));
        }
        return names;
    }

    private static String list(List<Integer> types) {
        var words = new ArrayList<String>();
        boolean operators = types.containsAll(OPERATORS) && types.size() > OPERATORS.size();
        for (int type : types) {
            var word = word(type, operators);
            if (!words.contains(word)) {
                words.add(word);
            }
        }
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    private static String word(int type, boolean operatorsAsOne) {
        if (type >= FIRST_SOURCE && type <= LAST_SOURCE) {
            return "a source";
        }
        if (operatorsAsOne && OPERATORS.contains(type)) {
            return "an operator";
        }
        return switch (type) {
            case OALLexer.IDENTIFIER -> "a name";
            case OALLexer.NUMBER_LITERAL -> "a number";
            case OALLexer.STRING_LITERAL -> "a string";
            case OALLexer.BOOL_LITERAL -> "a boolean";
            case OALLexer.STRING_TO_INT, OALLexer.STRING_TO_INT_SHORT, OALLexer.STRING_TO_LONG, OALLexer.STRING_TO_LONG_SHORT -> "a cast";
            default -> "'" + name(type) + "'";
        };
    }

    /** What the token looks like in a script, where that is fixed. */
    static String name(int type) {
        var literal = OALLexer.VOCABULARY.getLiteralName(type);
        return literal == null ? OALLexer.VOCABULARY.getSymbolicName(type) : literal.substring(1, literal.length() - 1);
    }
}
