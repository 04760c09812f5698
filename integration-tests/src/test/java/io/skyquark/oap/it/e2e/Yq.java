// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of yq as the queries use: paths, {@code []}, pipes, comparisons, {@code select}, {@code map}, {@code length}, {@code first}, {@code keys},
 * objects.
 */
final class Yq {

    private static final Pattern TOKEN = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|==|!=|>=|<=|[|.\\[\\](){}:,<>]|-?\\d+(?:\\.\\d+)?|[A-Za-z_][\\w-]*)");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private Yq(String expression) {
        var matcher = TOKEN.matcher(expression);
        int end = 0;
        while (end < expression.length() && !expression.substring(end).isBlank()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new Swctl.NotSupportedException("yq " + expression);
            }
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
    }

    /**
     * @param arguments {@code e} or {@code eval} or nothing, an expression, {@code -}
     * @return what yq prints
     * @throws Swctl.NotSupportedException for an expression that is not implemented here
     */
    static String run(List<String> arguments, String input) {
        var words = arguments.stream().filter(word -> !List.of("e", "eval", "-", "-P", "-r", "-M").contains(word)).toList();
        if (words.size() != 1 || words.get(0).startsWith("-")) {
            throw new Swctl.NotSupportedException("yq " + String.join(" ", arguments));
        }
        var yq = new Yq(words.get(0));
        var filter = yq.pipe();
        if (yq.at < yq.tokens.size()) {
            throw new Swctl.NotSupportedException("yq " + words.get(0));
        }
        return filter.apply(YamlText.load(input)).stream().map(Yq::printed).collect(Collectors.joining());
    }

    private interface Filter {
        List<Object> apply(Object value);
    }

    private static String printed(Object value) {
        return value instanceof Map || value instanceof List ? YamlText.dump(value) : (value == null ? "null" : GoValues.text(value)) + "\n";
    }

    private Filter pipe() {
        var filter = comparison();
        while (accept("|")) {
            filter = then(filter, comparison());
        }
        return filter;
    }

    private static Filter then(Filter one, Filter other) {
        return value -> one.apply(value).stream().flatMap(result -> other.apply(result).stream()).collect(Collectors.toCollection(ArrayList::new));
    }

    private Filter comparison() {
        var left = path();
        for (var operator : List.of("==", "!=", ">=", "<=", ">", "<")) {
            if (accept(operator)) {
                var right = path();
                return value -> left.apply(value).stream().flatMap(a -> right.apply(value).stream().map(b -> (Object) holds(a, operator, b))).toList();
            }
        }
        return left;
    }

    private static boolean holds(Object a, String operator, Object b) {
        boolean equal = GoValues.text(a).equals(GoValues.text(b));
        return switch (operator) {
            case "==" -> equal;
            case "!=" -> !equal;
            case ">=" -> equal || GoValues.compare(a, b) > 0;
            case "<=" -> equal || GoValues.compare(a, b) < 0;
            case ">" -> GoValues.compare(a, b) > 0;
            default -> GoValues.compare(a, b) < 0;
        };
    }

    private Filter path() {
        var filter = primary();
        while (at < tokens.size()) {
            if (accept("[")) {
                filter = then(filter, element());
            } else if (accept(".")) {
                filter = accept("[") ? then(filter, element()) : then(filter, field(next()));
            } else {
                break;
            }
        }
        return filter;
    }

    private Filter primary() {
        var token = next();
        if (token.equals(".")) {
            boolean name = at < tokens.size() && tokens.get(at).matches("[A-Za-z_\"].*");
            return name ? field(next()) : Yq::one;
        }
        if (token.equals("(")) {
            var inner = pipe();
            expect(")");
            return inner;
        }
        if (token.equals("{")) {
            return object();
        }
        if (token.matches("\"(?s:.*)\"|-?\\d.*|true|false|null")) {
            var constant = YamlText.load(token);
            return value -> java.util.Collections.singletonList(constant);
        }
        return function(token);
    }

    private Filter function(String name) {
        if (name.equals("length")) {
            return value -> List.of((long) (value instanceof Map || value instanceof List ? elements(value).size() : GoValues.text(value).length()));
        }
        if (name.equals("keys")) {
            return value -> List.of(new ArrayList<>(((Map<?, ?>) value).keySet()));
        }
        if (!List.of("select", "map", "first").contains(name)) {
            throw new Swctl.NotSupportedException("yq " + String.join(" ", tokens));
        }
        expect("(");
        var inner = pipe();
        expect(")");
        return switch (name) {
            case "select" -> value -> inner.apply(value).stream().limit(1).allMatch(GoValues::isTrue) && !inner.apply(value).isEmpty() ? one(value) : List.of();
            case "map" -> value -> List.of(elements(value).stream().flatMap(element -> inner.apply(element).stream()).collect(Collectors.toList()));
            default -> value -> elements(value).stream().filter(element -> inner.apply(element).stream().anyMatch(GoValues::isTrue)).limit(1).toList();
        };
    }

    private Filter object() {
        Map<String, Filter> fields = new LinkedHashMap<>();
        while (!accept("}")) {
            var key = next().replaceAll("^\"|\"$", "");
            expect(":");
            fields.put(key, comparison());
            accept(",");
        }
        return value -> {
            Map<Object, Object> object = new LinkedHashMap<>();
            fields.forEach((key, filter) -> object.put(key, filter.apply(value).stream().findFirst().orElse(null)));
            return List.of(object);
        };
    }

    /** Behind an opening bracket: one element, or all. */
    private Filter element() {
        if (accept("]")) {
            return Yq::elements;
        }
        var token = next();
        expect("]");
        if (!token.matches("-?\\d+")) {
            return field(token);
        }
        int wanted = Integer.parseInt(token);
        return value -> {
            var elements = elements(value);
            int index = wanted < 0 ? elements.size() + wanted : wanted;
            return one(index >= 0 && index < elements.size() ? elements.get(index) : null);
        };
    }

    private static Filter field(String token) {
        var name = token.startsWith("\"") ? token.substring(1, token.length() - 1) : token;
        return value -> one(value instanceof Map<?, ?> map ? map.get(name) : null);
    }

    private static List<Object> one(Object value) {
        return java.util.Collections.singletonList(value);
    }

    private static List<Object> elements(Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : value instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : List.of();
    }

    private boolean accept(String token) {
        boolean is = at < tokens.size() && tokens.get(at).equals(token);
        at += is ? 1 : 0;
        return is;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new Swctl.NotSupportedException("yq " + String.join(" ", tokens));
        }
    }

    private String next() {
        if (at == tokens.size()) {
            throw new Swctl.NotSupportedException("yq " + String.join(" ", tokens));
        }
        return tokens.get(at++);
    }
}
