// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.Set;
import java.util.regex.Pattern;

/** Methods of texts: the JDK's, and Groovy's by way of {@link TextExtras}. */
final class TextMethods {

    static final Set<String> NAMES = Set.of("trim", "strip", "stripLeading", "stripTrailing", "stripIndent", "toUpperCase", "toLowerCase",
            "length", "size", "isEmpty", "isBlank", "capitalize", "uncapitalize", "reverse", "toList", "toSet", "readLines", "normalize", "toInteger", "toLong",
            "toShort", "toDouble", "toFloat", "toBigDecimal", "toBigInteger", "toBoolean", "isNumber", "isInteger", "isLong", "isDouble", "isFloat",
            "isBigDecimal", "isBigInteger", "isAllWhitespace", "split", "tokenize", "intern", "getBytes", "toCharArray", "getChars", "bitwiseNegate",
            "contains", "startsWith", "endsWith", "indexOf", "lastIndexOf", "substring", "subSequence", "concat", "charAt", "codePointAt", "equalsIgnoreCase",
            "compareTo", "compareToIgnoreCase", "contentEquals", "matches", "repeat", "padLeft", "padRight", "center", "take", "drop", "takeRight", "dropRight",
            "takeWhile", "dropWhile", "takeBefore", "takeAfter", "takeBetween", "minus", "plus", "multiply", "getAt", "count", "isCase", "replace",
            "replaceAll", "replaceFirst", "tr", "containsIgnoreCase", "startsWithIgnoreCase", "endsWithIgnoreCase", "find", "findAll");

    private TextMethods() {
    }

    static Object call(String text, String method, Object[] arguments) {
        var result = switch (arguments.length) {
            case 0 -> call(text, method);
            case 1 -> call(text, method, arguments[0]);
            case 2 -> call(text, method, arguments[0], arguments[1]);
            default -> RuleMethods.UNKNOWN;
        };
        if (result == RuleMethods.UNKNOWN && IterationMethods.OF_ANYTHING.contains(method)) {
            return IterationMethods.call(Sequences.characters(text), text, method, arguments);
        }
        return result;
    }

    private static Object call(String text, String method) {
        return switch (method) {
            case "trim" -> text.trim();
            case "strip" -> text.strip();
            case "stripLeading" -> text.stripLeading();
            case "stripTrailing" -> text.stripTrailing();
            case "toUpperCase" -> text.toUpperCase();
            case "toLowerCase" -> text.toLowerCase();
            case "length", "size" -> text.length();
            case "isEmpty" -> text.isEmpty();
            case "isBlank" -> text.isBlank();
            case "toString", "intern" -> text;
            case "toList" -> Sequences.characters(text);
            case "split" -> text.isBlank() ? new String[0] : TextExtras.tokenize(text, " \t\n\r\f").toArray(new String[0]);
            case "tokenize" -> TextExtras.tokenize(text, " \t\n\r\f");
            case "getBytes" -> text.getBytes();
            case "toCharArray", "getChars" -> text.toCharArray();
            case "bitwiseNegate" -> Pattern.compile(text);
            default -> TextExtras.call(text, method);
        };
    }

    private static Object call(String text, String method, Object argument) {
        return switch (method) {
            case "contains" -> text.contains(Arguments.text(argument));
            case "startsWith" -> text.startsWith(Arguments.text(argument));
            case "endsWith" -> text.endsWith(Arguments.text(argument));
            case "indexOf" -> argument instanceof CharSequence part ? text.indexOf(part.toString()) : text.indexOf(Arguments.number(argument));
            case "lastIndexOf" -> argument instanceof CharSequence part ? text.lastIndexOf(part.toString()) : text.lastIndexOf(Arguments.number(argument));
            case "substring" -> text.substring(Arguments.number(argument));
            case "concat" -> text.concat(Arguments.text(argument));
            case "charAt" -> text.charAt(Arguments.number(argument));
            case "codePointAt" -> text.codePointAt(Arguments.number(argument));
            case "equals" -> text.equals(argument);
            case "equalsIgnoreCase" -> argument != null && text.equalsIgnoreCase(Arguments.text(argument));
            case "compareTo" -> text.compareTo(Arguments.text(argument));
            case "compareToIgnoreCase" -> text.compareToIgnoreCase(Arguments.text(argument));
            case "contentEquals" -> text.contentEquals(Arguments.text(argument));
            case "matches" -> Arguments.pattern(argument).matcher(text).matches();
            case "split" -> argument instanceof RuleClosure<?> ? RuleMethods.UNKNOWN : text.split(Arguments.text(argument));
            case "tokenize" -> TextExtras.tokenize(text, Arguments.text(argument));
            case "repeat" -> text.repeat(Arguments.number(argument));
            case "plus" -> RuleOps.plus(text, argument);
            case "minus" -> minus(text, argument);
            case "multiply" -> RuleArithmetic.multiply(text, Arguments.anyNumber(argument));
            case "getAt" -> RuleProperties.index(text, argument);
            case "isCase" -> RuleComparison.in(argument, text);
            default -> TextExtras.call(text, method, argument);
        };
    }

    private static Object call(String text, String method, Object first, Object second) {
        return switch (method) {
            case "substring" -> text.substring(Arguments.number(first), Arguments.number(second));
            case "subSequence" -> text.subSequence(Arguments.number(first), Arguments.number(second));
            case "replace" -> text.replace(Arguments.text(first), Arguments.text(second));
            case "split" -> text.split(Arguments.text(first), Arguments.number(second));
            case "startsWith" -> text.startsWith(Arguments.text(first), Arguments.number(second));
            case "indexOf" -> first instanceof CharSequence part ? text.indexOf(part.toString(), Arguments.number(second))
                    : text.indexOf(Arguments.number(first), Arguments.number(second));
            case "lastIndexOf" -> first instanceof CharSequence part ? text.lastIndexOf(part.toString(), Arguments.number(second))
                    : text.lastIndexOf(Arguments.number(first), Arguments.number(second));
            default -> TextExtras.call(text, method, first, second);
        };
    }

    /** Without the first occurrence of a text, or of what a pattern matches. */
    static String minus(String text, Object removed) {
        if (removed instanceof Pattern pattern) {
            return pattern.matcher(text).replaceFirst("");
        }
        var part = RuleFormat.text(removed);
        var at = text.indexOf(part);
        return at < 0 ? text : text.substring(0, at) + text.substring(at + part.length());
    }
}
