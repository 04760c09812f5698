// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.skyquark.oap.deployment.oal.exchange.Nearest;

/** Turns the messages of Groovy's type check into messages about LAL. */
final class LalTypeErrors {

    private static final Pattern METHOD = Pattern.compile("Cannot find matching method ([^#]*)#([^(]+)\\((.*)\\)\\. Please.*");
    private static final Pattern PROPERTY = Pattern.compile("No such property: (\\S+) for class: (\\S+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("Cannot assign value of type (\\S+) to variable of type (\\S+)");
    private static final Pattern GENERICS = Pattern.compile("<[^()]*>");
    /** Statements and functions that later versions of OAP have. */
    private static final Set<String> NEWER = Set.of("toJson", "sourceAttribute", "autoLayer", "outputField", "output");
    private static final Map<String, String> OPERATORS = Map.of("plus", "+", "minus", "-", "multiply", "*", "div", "/", "mod", "%", "compareTo", "<, > or <=>",
        "power", "**", "negative", "-");
    private static final String OBJECT = "java.lang.Object";

    private final List<String> blocks;

    /** A message in our words. */
    record Explanation(String code, String message, String hint) {
    }

    /** @param blocks names of the blocks around the place, the outermost first */
    LalTypeErrors(List<String> blocks) {
        this.blocks = blocks;
    }

    /** Null for a message of an unknown kind. */
    Explanation explain(String message) {
        var method = METHOD.matcher(message);
        if (method.matches()) {
            return method(method.group(1), method.group(2), method.group(3));
        }
        var property = PROPERTY.matcher(message);
        if (property.matches()) {
            return property(property.group(1), property.group(2));
        }
        var assignment = ASSIGNMENT.matcher(message);
        if (assignment.matches()) {
            var to = LalDiagnosis.simple(assignment.group(2));
            return new Explanation("LAL_TYPE", "a variable of type " + to + " cannot hold a value of type " + type(assignment.group(1)),
                "convert it: ... as " + to);
        }
        return null;
    }

    private Explanation method(String receiver, String name, String arguments) {
        var types = "(" + Arrays.stream(GENERICS.matcher(arguments).replaceAll("").split(",")).map(part -> type(part.strip())).collect(Collectors.joining(", ")) + ")";
        if (!receiver.contains(".") && !receiver.equals("void")) {
            return statement(name, types, arguments.contains(OBJECT));
        }
        if (receiver.equals("java.lang.Void")) {
            return new Explanation("LAL_SYNTAX", "'" + name + types + "' is called on what the statement before it gives, which is nothing",
                "put the whole argument in parentheses: service((parsed.x as String).trim())");
        }
        if (receiver.equals(OBJECT)) {
            if (NEWER.contains(name)) {
                return newer(name);
            }
            var operator = OPERATORS.get(name);
            return operator != null
                ? new Explanation("LAL_TYPE", "'" + operator + "' is applied to a value whose type is not known", "convert it first: (parsed.x as Integer)")
                : new Explanation("LAL_TYPE", "'" + (name.equals("getAt") ? "[...]" : name + types) + "' is called on a value whose type is not known",
                    "convert it first: (parsed.x as " + (name.equals("getAt") ? "List" : "String") + ")" + (name.equals("getAt") ? "[0]" : "." + name + "(...)"));
        }
        return new Explanation("LAL_METHOD", LalDiagnosis.simple(receiver) + " has no method '" + name + types + "'", nearest(name, receiver, false));
    }

    private Explanation statement(String name, String types, boolean unknownType) {
        var block = LalBlocks.inside(blocks);
        var fitting = LalBlocks.methods(block, name);
        for (int outer = blocks.size() - 1; fitting.isEmpty() && outer > 0; outer--) {
            fitting = LalBlocks.methods(LalBlocks.inside(blocks.subList(0, outer)), name);
        }
        var where = blocks.isEmpty() ? "the script" : "'" + blocks.get(blocks.size() - 1) + "'";
        if (!fitting.isEmpty()) {
            var takes = fitting.stream().map(method -> Arrays.stream(method.getParameterTypes()).map(parameter -> type(parameter.getName()))
                .collect(Collectors.joining(", ", "(", ")"))).distinct().sorted().collect(Collectors.joining(" or "));
            var wanted = fitting.get(0).getParameterCount() == 0 ? "String" : type(fitting.get(0).getParameterTypes()[0].getName());
            return new Explanation("LAL_ARGUMENT", "'" + name + "' takes " + takes + ", but gets " + types,
                unknownType ? "convert it: " + name + " ... as " + wanted : "");
        }
        if (NEWER.contains(name)) {
            return newer(name);
        }
        var places = LalBlocks.places().get(name);
        if (places != null) {
            return new Explanation("LAL_STATEMENT", "there is no statement '" + name + "' in " + where, "it belongs into " + String.join(" or ", places));
        }
        return new Explanation("LAL_STATEMENT", "there is no statement '" + name + "' in " + where,
            Nearest.hintOrAll(name, LalBlocks.statements(block), "statements"));
    }

    private static Explanation newer(String name) {
        return new Explanation("LAL_FUNCTION", "'" + name + "' is not a function of OAP 10.1.0", "later versions have it");
    }

    static Explanation property(String name, String owner) {
        if (owner.equals(OBJECT)) {
            return new Explanation("LAL_TYPE", "'" + name + "' is read from a value whose type is not known",
                "only of parsed, and of variables whose names begin with it, fields of any name can be read");
        }
        return new Explanation("LAL_PROPERTY", type(owner) + " has no field '" + name + "'", nearest(name, owner, true));
    }

    /** Something near among the methods of a class, or among its properties. */
    private static String nearest(String name, String className, boolean properties) {
        try {
            Set<String> names = new TreeSet<>();
            for (var method : Class.forName(className, false, LalTypeErrors.class.getClassLoader()).getMethods()) {
                if (!properties) {
                    names.add(method.getName());
                } else if (method.getName().startsWith("get") && method.getParameterCount() == 0 && method.getName().length() > 3) {
                    names.add(Character.toLowerCase(method.getName().charAt(3)) + method.getName().substring(4));
                }
            }
            return Nearest.hint(name, names);
        } catch (ClassNotFoundException e) {
            return "";
        }
    }

    private static String type(String name) {
        if (name.equals("org.apache.skywalking.apm.network.logging.v3.LogData$Builder")) {
            return "log";
        }
        int generics = name.indexOf('<');
        var raw = generics < 0 ? name : name.substring(0, generics);
        return raw.equals(OBJECT) ? "a value of unknown type" : raw.equals("groovy.lang.GString") ? "a text with values" : raw.equals("groovy.lang.Closure") ? "a block"
            : LalDiagnosis.simple(raw);
    }
}
