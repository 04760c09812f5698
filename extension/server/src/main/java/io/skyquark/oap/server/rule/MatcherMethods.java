// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regular expressions: the operators and the methods of patterns and their matchers. */
final class MatcherMethods {

    static final Set<String> MATCHER = Set.of("find", "matches", "lookingAt", "group", "groupCount", "start", "end", "reset", "hitEnd", "hasGroup", "size",
            "getCount", "getAt", "replaceAll", "replaceFirst", "pattern", "matchesPartially", "asBoolean");
    static final Set<String> PATTERN = Set.of("matcher", "pattern", "flags", "split", "isCase");

    private MatcherMethods() {
    }

    static Matcher find(Object text, Object pattern) {
        return compiled(pattern).matcher(asText(text));
    }

    static boolean match(Object text, Object pattern) {
        return text != null && pattern != null && compiled(pattern).matcher(asText(text)).matches();
    }

    static Pattern pattern(Object text) {
        if (text == null) {
            throw new NullPointerException("Cannot invoke method bitwiseNegate() on null object");
        } else if (!(text instanceof CharSequence)) {
            throw RuleMethodException.noMethod(text, "bitwiseNegate");
        }
        return Pattern.compile(text.toString());
    }

    private static Pattern compiled(Object pattern) {
        return pattern instanceof Pattern compiled ? compiled : Pattern.compile(asText(pattern));
    }

    private static String asText(Object value) {
        return RuleFormat.text(value);
    }

    /** Whether there is a next match; the search moves on, as in Groovy. */
    static boolean truth(Matcher matcher) {
        return matcher.find(0);
    }

    /** The match of a number: its text, or a list of it and its groups where the pattern has groups. */
    static Object at(Matcher matcher, int index) {
        var matches = matches(matcher);
        var position = index < 0 ? matches.size() + index : index;
        if (position < 0 || position >= matches.size()) {
            throw new IndexOutOfBoundsException("index is out of range " + -matches.size() + ".." + (matches.size() - 1) + " (index = " + index + ")");
        }
        return matches.get(position);
    }

    /** All matches; the search begins anew and stands at its end afterwards. */
    static List<Object> matches(Matcher matcher) {
        var matches = new ArrayList<>();
        matcher.reset();
        while (matcher.find()) {
            matches.add(current(matcher));
        }
        return matches;
    }

    /** The match that the matcher stands at. */
    static Object current(Matcher matcher) {
        if (matcher.groupCount() == 0) {
            return matcher.group();
        }
        var groups = new ArrayList<>();
        for (var i = 0; i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i));
        }
        return groups;
    }

    static Object call(Matcher matcher, String method, Object[] arguments) {
        return switch (arguments.length) {
            case 0 -> switch (method) {
                case "find" -> matcher.find();
                case "matches" -> matcher.matches();
                case "lookingAt" -> matcher.lookingAt();
                case "group" -> matcher.group();
                case "groupCount" -> matcher.groupCount();
                case "start" -> matcher.start();
                case "end" -> matcher.end();
                case "reset" -> matcher.reset();
                case "hitEnd" -> matcher.hitEnd();
                case "hasGroup" -> matcher.groupCount() > 0;
                case "size" -> (long) matches(matcher).size();
                case "getCount" -> matches(matcher).size();
                case "pattern" -> matcher.pattern();
                case "asBoolean" -> truth(matcher);
                case "matchesPartially" -> matcher.matches() || matcher.hitEnd();
                default -> RuleMethods.UNKNOWN;
            };
            case 1 -> switch (method) {
                case "group" -> arguments[0] instanceof CharSequence name ? matcher.group(name.toString()) : matcher.group(Arguments.number(arguments[0]));
                case "start" -> arguments[0] instanceof CharSequence name ? matcher.start(name.toString()) : matcher.start(Arguments.number(arguments[0]));
                case "end" -> arguments[0] instanceof CharSequence name ? matcher.end(name.toString()) : matcher.end(Arguments.number(arguments[0]));
                case "find" -> arguments[0] instanceof RuleClosure<?> ? RuleMethods.UNKNOWN : (Object) matcher.find(Arguments.number(arguments[0]));
                case "reset" -> matcher.reset(Arguments.text(arguments[0]));
                case "getAt" -> RuleProperties.index(matcher, arguments[0]);
                case "replaceAll" -> matcher.replaceAll(Arguments.text(arguments[0]));
                case "replaceFirst" -> matcher.replaceFirst(Arguments.text(arguments[0]));
                default -> RuleMethods.UNKNOWN;
            };
            default -> RuleMethods.UNKNOWN;
        };
    }

    static Object call(Pattern pattern, String method, Object[] arguments) {
        return switch (arguments.length) {
            case 0 -> switch (method) {
                case "pattern" -> pattern.pattern();
                case "flags" -> pattern.flags();
                default -> RuleMethods.UNKNOWN;
            };
            case 1 -> switch (method) {
                case "matcher" -> pattern.matcher(Arguments.text(arguments[0]));
                case "split" -> pattern.split(Arguments.text(arguments[0]));
                case "isCase" -> RuleComparison.in(arguments[0], pattern);
                default -> RuleMethods.UNKNOWN;
            };
            case 2 -> "split".equals(method) ? pattern.split(Arguments.text(arguments[0]), Arguments.number(arguments[1])) : RuleMethods.UNKNOWN;
            default -> RuleMethods.UNKNOWN;
        };
    }
}
