// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.skywalking.oap.meter.analyzer.dsl.registry.ProcessRegistry;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.server.rule.RuleOps;

/** Turns the messages of Groovy's type check into messages about LAL. */
final class LalTypeErrors {

    private static final Pattern METHOD = Pattern.compile("Cannot find matching method ([^#]*)#([^(]+)\\((.*?)\\)(?: or static method .*)?\\. Please.*");
    private static final Pattern PROPERTY = Pattern.compile("No such property: (\\S+) for class: (\\S+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("Cannot assign value of type (\\S+) to variable of type (\\S+)");
    private static final Pattern GENERICS = Pattern.compile("<[^()]*>");
    /** Statements and functions that later versions of OAP have. */
    private static final Set<String> NEWER = Set.of("toJson", "sourceAttribute", "autoLayer", "outputField", "output");
    private static final Map<String, String> OPERATORS = Map.of("plus", "+", "minus", "-", "multiply", "*", "div", "/", "mod", "%", "compareTo", "<, > or <=>",
        "power", "**", "negative", "-");
    private static final String OBJECT = "java.lang.Object";

    private static final String UNKNOWN_TYPE = "a value of unknown type";

    private final List<String> blocks;

    /** A message in our words. */
    record Explanation(String code, String message, String hint) {

        /** Whether it complains about a type that is not known. */
        boolean ofUnknownType() {
            return code.equals("LAL_TYPE") || message.contains(UNKNOWN_TYPE);
        }
    }

    /** What another mistake has brought about. */
    static final Explanation FOLLOWS = new Explanation("", "", "");

    /** @param blocks names of the blocks around the place, the outermost first */
    LalTypeErrors(List<String> blocks) {
        this.blocks = blocks;
    }

    static boolean ofUnknownProperty(String message) {
        var property = PROPERTY.matcher(message);
        return property.matches() && property.group(2).equals(OBJECT);
    }

    /** Whatever is not known is told as Groovy says it. */
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
                "convert it: ... as " + wrapper(to));
        }
        if (message.startsWith("You are trying to use a GString in place of a String")) {
            return new Explanation("LAL_TYPE", "a text with values stands where only a String is taken", "the names of tags and labels are fixed texts");
        }
        return new Explanation("LAL_TYPE", message, "");
    }

    private static String wrapper(String type) {
        return switch (type) {
            case "int" -> "Integer";
            case "long", "double", "boolean" -> Character.toUpperCase(type.charAt(0)) + type.substring(1);
            default -> type;
        };
    }

    private Explanation method(String receiver, String name, String arguments) {
        var types = "(" + Arrays.stream(GENERICS.matcher(arguments).replaceAll("").split(",")).map(part -> type(part.strip())).collect(Collectors.joining(", ")) + ")";
        if (!receiver.contains(".") && !receiver.equals("void")) {
            return statement(name, types, arguments.contains(OBJECT));
        }
        if (receiver.startsWith("java.lang.Class")) {
            return new Explanation("LAL_METHOD", "ProcessRegistry has no function '" + name + types + "'", nearest(name, ProcessRegistry.class.getName(), false));
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
        if (misplaced()) {
            return FOLLOWS;
        }
        var block = LalBlocks.inside(blocks);
        var fitting = statements(block, name);
        for (int outer = blocks.size() - 1; fitting.isEmpty() && outer > 0; outer--) {
            fitting = statements(LalBlocks.inside(blocks.subList(0, outer)), name);
        }
        var where = blocks.isEmpty() ? "the script" : "'" + blocks.get(blocks.size() - 1) + "'";
        if (!fitting.isEmpty()) {
            var takes = fitting.stream().map(method -> Arrays.stream(method.getParameterTypes()).map(parameter -> type(parameter.getName()))
                .collect(Collectors.joining(", ", "(", ")"))).distinct().sorted().collect(Collectors.joining(" or "));
            var wanted = wrapper(type(fitting.get(0).getParameterTypes()[0].getName()));
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

    private static List<Method> statements(Class<?> block, String name) {
        return LalBlocks.methods(block, name).stream().filter(method -> method.getParameterCount() > 0).toList();
    }

    /** Whether a block around the place stands where it does not belong, which is a mistake of its own. */
    private boolean misplaced() {
        for (int i = 0; i < blocks.size(); i++) {
            var name = blocks.get(i);
            boolean found = false;
            for (int outer = i; outer >= 0 && !found; outer--) {
                found = !LalBlocks.methods(LalBlocks.inside(blocks.subList(0, outer)), name).isEmpty();
            }
            if (!found) {
                return true;
            }
        }
        return false;
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
        var ofGroovy = switch (properties ? "" : className) {
            case "java.lang.String" -> "STRING";
            case "java.util.List", "java.util.ArrayList" -> "LIST";
            case "java.util.Map", "java.util.LinkedHashMap" -> "MAP";
            default -> null;
        };
        if (ofGroovy != null) {
            var known = RuleOps.methods(ofGroovy);
            return known.contains(name) ? "it takes other arguments" : Nearest.hint(name, known);
        }
        try {
            Set<String> names = new TreeSet<>();
            for (var method : Class.forName(className, false, LalTypeErrors.class.getClassLoader()).getMethods()) {
                if (!properties) {
                    names.add(method.getName());
                } else if (method.getName().startsWith("get") && method.getParameterCount() == 0 && method.getName().length() > 3) {
                    names.add(Character.toLowerCase(method.getName().charAt(3)) + method.getName().substring(4));
                }
            }
            return names.contains(name) ? "it takes other arguments" : Nearest.hint(name, names);
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
        return raw.equals(OBJECT) ? UNKNOWN_TYPE : raw.equals("groovy.lang.GString") ? "a text with values" : raw.equals("groovy.lang.Closure") ? "a block"
            : LalDiagnosis.simple(raw);
    }
}
