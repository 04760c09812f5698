// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/** Methods that Groovy adds to texts. */
final class TextExtras {

    private TextExtras() {
    }

    static Object call(String text, String method) {
        return switch (method) {
            case "toInteger" -> Integer.valueOf(text.trim());
            case "toLong" -> Long.valueOf(text.trim());
            case "toShort" -> Short.valueOf(text.trim());
            case "toDouble" -> Double.valueOf(text.trim());
            case "toFloat" -> Float.valueOf(text.trim());
            case "toBigDecimal" -> new BigDecimal(text.trim());
            case "toBigInteger" -> new BigInteger(text.trim());
            case "toBoolean" -> toBoolean(text.trim());
            case "isInteger" -> parses(text, Integer::valueOf);
            case "isLong" -> parses(text, Long::valueOf);
            case "isDouble" -> parses(text, Double::valueOf);
            case "isFloat" -> parses(text, Float::valueOf);
            case "isNumber", "isBigDecimal" -> parses(text, BigDecimal::new);
            case "isBigInteger" -> parses(text, BigInteger::new);
            case "isAllWhitespace" -> text.isBlank();
            case "capitalize" -> text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
            case "uncapitalize" -> text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
            case "reverse" -> new StringBuilder(text).reverse().toString();
            case "toSet" -> new HashSet<>(Sequences.characters(text));
            case "readLines" -> text.lines().collect(ArrayList::new, List::add, List::addAll);
            case "normalize" -> text.replace("\r\n", "\n").replace('\r', '\n');
            case "stripIndent" -> text.stripIndent();
            default -> RuleMethods.UNKNOWN;
        };
    }

    /** An empty part is in no text. */
    private static boolean ignoringCase(String text, Object argument, BiPredicate<String, String> condition) {
        var part = Arguments.text(argument);
        return !part.isEmpty() && condition.test(text.toLowerCase(), part.toLowerCase());
    }

    private static boolean toBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("y") || text.equals("1");
    }

    private static boolean parses(String text, Function<String, ?> parser) {
        try {
            parser.apply(text.trim());
            return true;
        } catch (NumberFormatException other) {
            return false;
        }
    }

    static Object call(String text, String method, Object argument) {
        return switch (method) {
            case "padLeft" -> pad(text, Arguments.anyNumber(argument), " ", true);
            case "padRight" -> pad(text, Arguments.anyNumber(argument), " ", false);
            case "center" -> center(text, Arguments.anyNumber(argument), " ");
            case "take" -> text.substring(0, limit(text, argument));
            case "drop" -> text.substring(limit(text, argument));
            case "takeRight" -> text.substring(text.length() - limit(text, argument));
            case "dropRight" -> text.substring(0, text.length() - limit(text, argument));
            case "takeWhile" -> text.substring(0, prefix(text, Arguments.closure(argument)));
            case "dropWhile" -> text.substring(prefix(text, Arguments.closure(argument)));
            case "takeBefore" -> before(text, Arguments.text(argument));
            case "takeAfter" -> after(text, Arguments.text(argument));
            case "find" -> argument instanceof RuleClosure<?> ? RuleMethods.UNKNOWN : find(Arguments.pattern(argument).matcher(text));
            case "findAll" -> argument instanceof RuleClosure<?> ? RuleMethods.UNKNOWN : findAll(Arguments.pattern(argument).matcher(text), Matcher::group);
            case "count" -> count(text, Arguments.text(argument));
            case "containsIgnoreCase" -> ignoringCase(text, argument, String::contains);
            case "startsWithIgnoreCase" -> ignoringCase(text, argument, String::startsWith);
            case "endsWithIgnoreCase" -> ignoringCase(text, argument, String::endsWith);
            default -> RuleMethods.UNKNOWN;
        };
    }

    static Object call(String text, String method, Object first, Object second) {
        return switch (method) {
            case "padLeft" -> pad(text, Arguments.anyNumber(first), Arguments.text(second), true);
            case "padRight" -> pad(text, Arguments.anyNumber(first), Arguments.text(second), false);
            case "center" -> center(text, Arguments.anyNumber(first), Arguments.text(second));
            case "replaceAll" -> second instanceof RuleClosure<?> closure ? Arguments.pattern(first).matcher(text).replaceAll(replacement(closure))
                    : Arguments.pattern(first).matcher(text).replaceAll(Arguments.text(second));
            case "replaceFirst" -> second instanceof RuleClosure<?> closure ? Arguments.pattern(first).matcher(text).replaceFirst(replacement(closure))
                    : Arguments.pattern(first).matcher(text).replaceFirst(Arguments.text(second));
            case "find" -> {
                var matcher = Arguments.pattern(first).matcher(text);
                var closure = Arguments.closure(second);
                yield matcher.find() ? RuleFormat.text(onMatch(closure, matcher)) : null;
            }
            case "findAll" -> {
                var closure = Arguments.closure(second);
                yield findAll(Arguments.pattern(first).matcher(text), matcher -> onMatch(closure, matcher));
            }
            case "takeBetween" -> before(after(text, Arguments.text(first)), Arguments.text(second));
            case "tr" -> translate(text, Arguments.text(first), Arguments.text(second));
            default -> RuleMethods.UNKNOWN;
        };
    }

    /** The closure gets the matched text, or a list of it and its groups. */
    private static Object onMatch(RuleClosure<?> closure, Matcher matcher) {
        return Closures.call(closure, MatcherMethods.current(matcher));
    }

    private static Function<MatchResult, String> replacement(RuleClosure<?> closure) {
        return match -> Matcher.quoteReplacement(RuleFormat.text(onMatch(closure, (Matcher) match)));
    }

    private static String find(Matcher matcher) {
        return matcher.find() ? matcher.group() : null;
    }

    private static List<Object> findAll(Matcher matcher, Function<Matcher, ?> each) {
        var found = new ArrayList<>();
        while (matcher.find()) {
            found.add(each.apply(matcher));
        }
        return found;
    }

    static List<String> tokenize(String text, String delimiters) {
        var tokens = new ArrayList<String>();
        for (var rest = new StringTokenizer(text, delimiters); rest.hasMoreTokens();) {
            tokens.add(rest.nextToken());
        }
        return tokens;
    }

    private static int limit(String text, Object argument) {
        return Math.max(0, Math.min(text.length(), Arguments.number(argument)));
    }

    private static int prefix(String text, RuleClosure<?> condition) {
        var length = 0;
        while (length < text.length() && RuleOps.truth(condition.call((Object) text.charAt(length)))) {
            length++;
        }
        return length;
    }

    private static String before(String text, String separator) {
        var at = separator.isEmpty() ? -1 : text.indexOf(separator);
        return at < 0 ? "" : text.substring(0, at);
    }

    private static String after(String text, String separator) {
        var at = separator.isEmpty() ? -1 : text.indexOf(separator);
        return at < 0 ? "" : text.substring(at + separator.length());
    }

    private static String pad(String text, Number width, String padding, boolean left) {
        var missing = width.intValue() - text.length();
        if (missing <= 0) {
            return text;
        }
        var pad = padding.repeat(missing / padding.length() + 1).substring(0, missing);
        return left ? pad + text : text + pad;
    }

    private static String center(String text, Number width, String padding) {
        var missing = width.intValue() - text.length();
        if (missing <= 0) {
            return text;
        }
        var right = (missing + 1) / 2;
        return pad(pad(text, text.length() + missing - right, padding, true), width, padding, false);
    }

    private static int count(String text, String part) {
        var count = 0;
        for (var at = text.indexOf(part); at >= 0; at = at < text.length() ? text.indexOf(part, at + 1) : -1) {
            count++;
        }
        return count;
    }

    private static String translate(String text, String from, String to) {
        var source = expand(from);
        var target = expand(to);
        var translated = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var at = source.lastIndexOf(text.charAt(i));
            translated.append(at < 0 ? text.charAt(i) : target.charAt(Math.min(at, target.length() - 1)));
        }
        return translated.toString();
    }

    /** {@code a-e} as {@code abcde}. */
    private static String expand(String set) {
        var expanded = new StringBuilder();
        for (var i = 0; i < set.length(); i++) {
            if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
                for (var character = set.charAt(i); character <= set.charAt(i + 2); character++) {
                    expanded.append(character);
                }
                i += 2;
            } else {
                expanded.append(set.charAt(i));
            }
        }
        return expanded.toString();
    }
}
