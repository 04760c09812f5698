// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The functions of a template: Go's, and those of SkyWalking's end-to-end tool. A check that a value does not pass gives a text that says so, which is
 * then not equal to the actual value.
 */
final class TemplateFunctions {

    private static final Pattern VERB = Pattern.compile("%[-+# 0]*\\d*(?:\\.(\\d+))?([a-zA-Z%])");

    private TemplateFunctions() {
    }

    /** @throws IllegalArgumentException for a function that does not exist, and for arguments that it does not take */
    static Object call(String name, List<Object> arguments) {
        return switch (name) {
            case "notEmpty" -> notEmpty(argument(arguments, 0));
            case "b64enc" -> Base64.getEncoder().encodeToString(bytes(arguments));
            case "sha256enc" -> digest("SHA-256", bytes(arguments));
            case "sha512enc" -> digest("SHA-512", bytes(arguments));
            case "regexp" -> regexp(text(arguments, 0), text(arguments, 1));
            case "subtractor" -> arguments.stream().skip(1).mapToLong(TemplateFunctions::number).reduce(number(argument(arguments, 0)), (a, b) -> a - b);
            case "noDuplicates" -> noDuplicates(argument(arguments, 0));
            case "hasPrefix" -> text(arguments, 0).startsWith(text(arguments, 1));
            case "hasSuffix" -> text(arguments, 0).endsWith(text(arguments, 1));
            case "and" -> arguments.stream().filter(value -> !GoValues.isTrue(value)).findFirst().orElse(arguments.get(arguments.size() - 1));
            case "or" -> arguments.stream().filter(GoValues::isTrue).findFirst().orElse(arguments.get(arguments.size() - 1));
            case "not" -> !GoValues.isTrue(argument(arguments, 0));
            case "eq" -> isEqual(arguments);
            case "ne" -> !isEqual(arguments);
            case "lt" -> ordered(name, arguments, order -> order < 0);
            case "le" -> ordered(name, arguments, order -> order <= 0);
            case "gt" -> ordered(name, arguments, order -> order > 0);
            case "ge" -> ordered(name, arguments, order -> order >= 0);
            case "index" -> index(arguments);
            case "slice" -> slice(arguments);
            case "len" -> length(argument(arguments, 0));
            case "print" -> print(arguments);
            case "println" -> arguments.stream().map(GoValues::text).collect(Collectors.joining(" ", "", "\n"));
            case "printf" -> printf(text(arguments, 0), arguments.subList(1, arguments.size()));
            case "html", "js" -> print(arguments);
            case "urlquery" -> URLEncoder.encode(print(arguments), StandardCharsets.UTF_8);
            default -> throw new IllegalArgumentException("there is no function " + name);
        };
    }

    private static Object notEmpty(Object value) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        return value == null || value instanceof String ? "<\"" + (value == null ? "" : value) + "\" is empty, wanted is not empty>"
            : "<notEmpty only takes a text, but was " + GoValues.kind(value) + " " + GoValues.text(value) + ">";
    }

    private static Object regexp(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).find() ? text : "<" + text + " does not match the pattern " + pattern + ">";
    }

    private static Object noDuplicates(Object value) {
        if (value instanceof List<?> list) {
            var seen = new HashSet<String>();
            for (var element : list) {
                if (!seen.add(GoValues.text(element))) {
                    return "<duplicate found: " + GoValues.text(element) + ">";
                }
            }
        }
        return value;
    }

    private static boolean isEqual(List<Object> arguments) {
        var first = argument(arguments, 0);
        argument(arguments, 1);
        return arguments.stream().skip(1).anyMatch(other -> GoValues.equal(first, other));
    }

    private static Object ordered(String name, List<Object> arguments, IntPredicate wanted) {
        var value = argument(arguments, 0);
        var bound = argument(arguments, 1);
        return wanted.test(GoValues.compare(value, bound)) ? value : "<wanted " + name + " " + GoValues.text(bound) + ", but was " + GoValues.text(value) + ">";
    }

    private static Object index(List<Object> arguments) {
        var value = argument(arguments, 0);
        for (var key : arguments.subList(1, arguments.size())) {
            if (value instanceof Map<?, ?> map) {
                value = map.get(key);
            } else if (value instanceof List<?> || value instanceof String) {
                int size = (int) length(value);
                long at = number(key);
                if (at < 0 || at >= size) {
                    throw new IllegalArgumentException("there is no element " + at + " in a list of " + size);
                }
                value = value instanceof List<?> list ? list.get((int) at) : (Object) (long) ((String) value).charAt((int) at);
            } else {
                throw new IllegalArgumentException(GoValues.kind(value) + " has no elements");
            }
        }
        return value;
    }

    private static Object slice(List<Object> arguments) {
        var value = argument(arguments, 0);
        int from = arguments.size() > 1 ? (int) number(arguments.get(1)) : 0;
        int to = arguments.size() > 2 ? (int) number(arguments.get(2)) : (int) length(value);
        return value instanceof List<?> list ? (Object) new ArrayList<>(list.subList(from, to)) : text(arguments, 0).substring(from, to);
    }

    private static long length(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
        throw new IllegalArgumentException(GoValues.kind(value) + " has no length");
    }

    /** Go puts a space between two values where neither is a text. */
    private static String print(List<Object> arguments) {
        var text = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            text.append(i > 0 && !(arguments.get(i) instanceof String) && !(arguments.get(i - 1) instanceof String) ? " " : "")
                .append(GoValues.text(arguments.get(i)));
        }
        return text.toString();
    }

    private static String printf(String format, List<Object> arguments) {
        var verbs = VERB.matcher(format);
        var text = new StringBuilder();
        int next = 0;
        while (verbs.find()) {
            String written = "%";
            if (!verbs.group(2).equals("%")) {
                written = next < arguments.size() ? format(verbs.group(), verbs.group(2), arguments.get(next)) : "%!" + verbs.group(2) + "(MISSING)";
                next++;
            }
            verbs.appendReplacement(text, java.util.regex.Matcher.quoteReplacement(written));
        }
        return verbs.appendTail(text).toString();
    }

    private static String format(String whole, String verb, Object value) {
        return switch (verb) {
            case "d", "x", "X", "o" -> String.format(whole, number(value));
            case "f", "e", "g" -> String.format(java.util.Locale.ROOT, whole, ((Number) value).doubleValue());
            case "q" -> "\"" + GoValues.text(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            default -> String.format(whole.substring(0, whole.length() - 1) + "s", GoValues.text(value));
        };
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(List<Object> arguments) {
        return text(arguments, 0).getBytes(StandardCharsets.UTF_8);
    }

    private static Object argument(List<Object> arguments, int at) {
        if (arguments.size() <= at) {
            throw new IllegalArgumentException("an argument is missing");
        }
        return arguments.get(at);
    }

    private static String text(List<Object> arguments, int at) {
        if (argument(arguments, at) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a text is needed, but was " + GoValues.kind(arguments.get(at)));
    }

    private static long number(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("a whole number is needed, but was " + GoValues.kind(value));
    }
}
