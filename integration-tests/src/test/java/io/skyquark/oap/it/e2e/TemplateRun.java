// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import io.skyquark.oap.it.e2e.Template.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Applies a template to a value, which gives the text of the expected value. In place of a {@code contains} the text has a reference to what came of
 * it, see {@link Contained}.
 */
final class TemplateRun {

    /** On a line of its own, since a comment may be before it, and further to the right than any key that it belongs to. */
    private static final String BEFORE_REFERENCE = "\n" + " ".repeat(80);
    /** More calls inside each other than any template makes. */
    private static final int DEPTH = 100;

    private final TemplateParser.Parsed template;
    private final Contained contained;
    private final Deque<Named> variables = new ArrayDeque<>();
    private RenderedText out = new RenderedText();
    private int depth;

    TemplateRun(TemplateParser.Parsed template, Contained contained) {
        this.template = template;
        this.contained = contained;
    }

    private static final class Named {

        private final String name;
        private Object value;

        Named(String name, Object value) {
            this.name = name;
            this.value = value;
        }
    }

    /** How a body ends. */
    private enum End {
        REGULAR, CONTINUE, BREAK
    }

    /** @throws TemplateException with the line */
    RenderedText apply(Object value) {
        variables.push(new Named("$", value));
        walk(template.nodes(), value);
        return out;
    }

    private End walk(List<Node> nodes, Object dot) {
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            var next = i + 1 < nodes.size() ? nodes.get(i + 1) : null;
            boolean endsLine = next == null || next instanceof Template.Text text && text.text().startsWith("\n");
            var end = walk(node, dot, endsLine);
            if (end != End.REGULAR) {
                return end;
            }
        }
        return End.REGULAR;
    }

    private End walk(Node node, Object dot, boolean endsLine) {
        if (node instanceof Template.Text text) {
            out.appendText(text.text(), text.line());
        } else if (node instanceof Template.Print print) {
            var value = evaluate(print.pipeline(), dot, print.line());
            if (print.pipeline().variables().isEmpty()) {
                out.appendValue(endsLine && out.isAtValue() ? scalar(GoValues.printed(value)) : GoValues.printed(value), print.line());
            }
        } else if (node instanceof Template.Condition condition) {
            return scope(() -> {
                var value = evaluate(condition.pipeline(), dot, condition.line());
                return GoValues.isTrue(value) ? walk(condition.body(), condition.with() ? value : dot) : walk(condition.otherwise(), dot);
            });
        } else if (node instanceof Template.Range range) {
            scope(() -> range(range, dot));
        } else if (node instanceof Template.Contains contains) {
            scope(() -> contains(contains, dot));
        } else if (node instanceof Template.Call call) {
            call(call, call.pipeline() == null ? null : evaluate(call.pipeline(), dot, call.line()));
        } else if (node instanceof Template.Jump jump) {
            return jump.leave() ? End.BREAK : End.CONTINUE;
        }
        return End.REGULAR;
    }

    /** A value that is all of a YAML scalar. Upstream's tool writes one with a colon as it is, cannot read that, and takes everything for equal. */
    private static String scalar(String value) {
        return value.contains(": ") && !value.contains("\n") ? "'" + value.replace("'", "''") + "'" : value;
    }

    private End range(Template.Range range, Object dot) {
        var value = evaluate(range.pipeline(), dot, range.line());
        var entries = entries(value, range.line());
        for (var entry : entries) {
            var end = scope(() -> {
                declare(range.pipeline().variables(), entry);
                return walk(range.body(), entry[1]);
            });
            if (end == End.BREAK) {
                break;
            }
        }
        return entries.isEmpty() ? walk(range.otherwise(), dot) : End.REGULAR;
    }

    private End contains(Template.Contains contains, Object dot) {
        var value = evaluate(contains.pipeline(), dot, contains.line());
        if (value == null) {
            return End.REGULAR;
        }
        if (!(value instanceof List<?> list)) {
            throw new TemplateException(contains.line(), "contains takes a list, but was " + GoValues.kind(value) + " " + GoValues.text(value));
        }
        List<RenderedText> bodies = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            var outer = out;
            out = new RenderedText();
            var entry = new Object[] {(long) i, list.get(i)};
            scope(() -> {
                declare(contains.pipeline().variables(), entry);
                return walk(contains.body(), entry[1]);
            });
            bodies.add(out);
            out = outer;
        }
        out.appendValue(BEFORE_REFERENCE + contained.add(list, bodies, contains.once(), contains.line()) + "\n", contains.line());
        return End.REGULAR;
    }

    private void call(Template.Call call, Object argument) {
        var nodes = template.definitions().get(call.name());
        if (nodes == null) {
            throw new TemplateException(call.line(), "there is no template " + call.name());
        }
        if (depth++ > DEPTH) {
            throw new TemplateException(call.line(), "the template calls itself for ever");
        }
        // A called template sees nothing of the caller's variables.
        var outer = List.copyOf(variables);
        variables.clear();
        variables.push(new Named("$", argument));
        walk(nodes, argument);
        variables.clear();
        variables.addAll(outer);
        depth--;
    }

    private Object evaluate(Template.Pipeline pipeline, Object dot, int line) {
        Object value = null;
        boolean first = true;
        for (var command : pipeline.commands()) {
            value = evaluate(command, dot, first ? List.of() : java.util.Collections.singletonList(value), line);
            first = false;
        }
        if (pipeline.assignment()) {
            variable(pipeline.variables().get(0), line).value = value;
        } else {
            var declared = value;
            pipeline.variables().forEach(name -> variables.push(new Named(name, declared)));
        }
        return value;
    }

    private Object evaluate(Template.Command command, Object dot, List<Object> last, int line) {
        var first = command.words().get(0);
        if (!(first instanceof Template.Function function)) {
            if (command.words().size() > 1 || !last.isEmpty()) {
                throw new TemplateException(line, "only a function takes arguments");
            }
            return evaluate(first, dot, line);
        }
        List<Object> arguments = new ArrayList<>();
        command.words().stream().skip(1).forEach(word -> arguments.add(evaluate(word, dot, line)));
        arguments.addAll(last);
        try {
            return TemplateFunctions.call(function.name(), arguments);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
            throw new TemplateException(line, function.name() + ": " + e.getMessage());
        }
    }

    private Object evaluate(Template.Operand operand, Object dot, int line) {
        if (operand instanceof Template.Constant constant) {
            return constant.value();
        }
        if (operand instanceof Template.Dot) {
            return dot;
        }
        if (operand instanceof Template.Variable name) {
            return variable(name.name(), line).value;
        }
        if (operand instanceof Template.Parentheses parentheses) {
            return evaluate(parentheses.pipeline(), dot, line);
        }
        if (operand instanceof Template.Field field) {
            var of = evaluate(field.of(), dot, line);
            if (of == null) {
                return null;
            }
            if (of instanceof Map<?, ?> map) {
                return map.get(field.name());
            }
            throw new TemplateException(line, GoValues.kind(of) + " has no field " + field.name());
        }
        return evaluate(new Template.Command(List.of(operand)), dot, List.of(), line);
    }

    private Named variable(String name, int line) {
        return variables.stream().filter(variable -> variable.name.equals(name)).findFirst()
            .orElseThrow(() -> new TemplateException(line, "there is no variable " + name));
    }

    /** Of {@code $i, $e := list} the first is the index and the second the element; a single variable is the element. */
    private void declare(List<String> names, Object[] entry) {
        if (names.size() == 2) {
            variables.push(new Named(names.get(0), entry[0]));
        }
        if (!names.isEmpty()) {
            variables.push(new Named(names.get(names.size() - 1), entry[1]));
        }
    }

    private static List<Object[]> entries(Object value, int line) {
        List<Object[]> entries = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> entries.add(new Object[] {(long) entries.size(), element}));
        } else if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object[]>();
            map.forEach((key, element) -> sorted.put(GoValues.text(key), new Object[] {key, element}));
            entries.addAll(sorted.values());
        } else if (value != null) {
            throw new TemplateException(line, "range takes a list or a map, but was " + GoValues.kind(value));
        }
        return entries;
    }

    /** Runs something, and forgets the variables that it declared. */
    private End scope(java.util.function.Supplier<End> body) {
        int before = variables.size();
        var end = body.get();
        while (variables.size() > before) {
            variables.pop();
        }
        return end;
    }
}
