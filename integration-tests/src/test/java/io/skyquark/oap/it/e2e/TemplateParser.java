// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import io.skyquark.oap.it.e2e.TemplateLexer.Part;
import io.skyquark.oap.it.e2e.TemplateLexer.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a template. */
final class TemplateParser {

    private static final Set<String> ENDS = Set.of("end", "else");

    private final List<Part> parts;
    private final Map<String, List<Template.Node>> definitions = new HashMap<>();
    private int at;

    private TemplateParser(List<Part> parts) {
        this.parts = parts;
    }

    /** @param definitions the templates that it defines by name */
    record Parsed(List<Template.Node> nodes, Map<String, List<Template.Node>> definitions) {
    }

    /** @throws TemplateException with the line */
    static Parsed parse(String template) {
        var parser = new TemplateParser(TemplateLexer.parts(template));
        var nodes = parser.nodes();
        if (parser.at < parser.parts.size()) {
            throw new TemplateException(parser.parts.get(parser.at).line(), "{{ " + parser.keyword() + " }} ends nothing");
        }
        return new Parsed(nodes, parser.definitions);
    }

    /** Up to the end, or to an {@code end} or {@code else}, which is left for the caller. */
    private List<Template.Node> nodes() {
        List<Template.Node> nodes = new ArrayList<>();
        while (at < parts.size()) {
            var part = parts.get(at);
            if (part.text() != null) {
                nodes.add(new Template.Text(part.line(), part.text()));
                at++;
            } else if (ENDS.contains(keyword())) {
                break;
            } else {
                at++;
                action(part, nodes);
            }
        }
        return nodes;
    }

    private void action(Part part, List<Template.Node> nodes) {
        var words = part.action();
        int line = part.line();
        if (words.isEmpty()) {
            throw new TemplateException(line, "an empty action");
        }
        var rest = new Words(words.subList(1, words.size()), line);
        switch (words.get(0).kind().equals("name") ? words.get(0).text() : "") {
            case "if", "with" -> nodes.add(condition(line, words.get(0).text().equals("with"), rest));
            case "range" -> {
                var pipeline = rest.pipelineToEnd();
                var body = nodes();
                var otherwise = isElse() ? skip(this::nodes) : List.<Template.Node>of();
                end(line, "range");
                nodes.add(new Template.Range(line, pipeline, body, otherwise));
            }
            case "contains", "containsOnce" -> {
                var pipeline = rest.pipelineToEnd();
                var body = nodes();
                end(line, words.get(0).text());
                nodes.add(new Template.Contains(line, words.get(0).text().equals("containsOnce"), pipeline, body));
            }
            case "define" -> {
                var name = rest.string();
                definitions.put(name, nodes());
                end(line, "define");
            }
            case "block" -> {
                var name = rest.string();
                var pipeline = rest.pipelineToEnd();
                definitions.put(name, nodes());
                end(line, "block");
                nodes.add(new Template.Call(line, name, pipeline));
            }
            case "template" -> {
                var name = rest.string();
                nodes.add(new Template.Call(line, name, rest.isEmpty() ? null : rest.pipelineToEnd()));
            }
            case "break", "continue" -> nodes.add(new Template.Jump(line, words.get(0).text().equals("break")));
            default -> nodes.add(new Template.Print(line, new Words(words, line).pipelineToEnd()));
        }
    }

    private Template.Condition condition(int line, boolean with, Words words) {
        var pipeline = words.pipelineToEnd();
        var body = nodes();
        List<Template.Node> otherwise = List.of();
        if (isElse()) {
            var part = parts.get(at);
            var after = part.action().subList(1, part.action().size());
            if (!after.isEmpty()) {
                // "else if" and "else with" share the end of the first one
                at++;
                return new Template.Condition(line, with, pipeline, body,
                    List.of(condition(part.line(), after.get(0).text().equals("with"), new Words(after.subList(1, after.size()), part.line()))));
            }
            otherwise = skip(this::nodes);
        }
        end(line, with ? "with" : "if");
        return new Template.Condition(line, with, pipeline, body, otherwise);
    }

    private <T> T skip(java.util.function.Supplier<T> next) {
        at++;
        return next.get();
    }

    private boolean isElse() {
        return at < parts.size() && keyword().equals("else");
    }

    private void end(int line, String what) {
        if (at >= parts.size() || !keyword().equals("end")) {
            throw new TemplateException(line, "{{ " + what + " }} has no end");
        }
        at++;
    }

    /** The first word of the action that is next; empty where text is. */
    private String keyword() {
        var action = parts.get(at).action();
        return action == null || action.isEmpty() || !action.get(0).kind().equals("name") ? "" : action.get(0).text();
    }

    /** The words of one action. */
    private static final class Words {

        private final List<Word> words;
        private final int line;
        private int at;

        Words(List<Word> words, int line) {
            this.words = words;
            this.line = line;
        }

        boolean isEmpty() {
            return at == words.size();
        }

        String string() {
            if (isEmpty() || !List.of("string", "raw").contains(words.get(at).kind())) {
                throw problem("a name in quotes is missing");
            }
            return (String) constant(words.get(at++)).value();
        }

        Template.Pipeline pipelineToEnd() {
            var pipeline = pipeline();
            if (!isEmpty()) {
                throw problem("unexpected " + words.get(at).text());
            }
            return pipeline;
        }

        private Template.Pipeline pipeline() {
            List<String> variables = new ArrayList<>();
            boolean assignment = false;
            int mark = 0;
            while (at + mark < words.size() && (words.get(at + mark).kind().equals("variable") || words.get(at + mark).is("mark", ","))) {
                mark++;
            }
            if (mark > 0 && at + mark < words.size() && (words.get(at + mark).is("mark", ":=") || words.get(at + mark).is("mark", "="))) {
                words.subList(at, at + mark).stream().filter(word -> word.kind().equals("variable")).forEach(word -> variables.add(word.text()));
                assignment = words.get(at + mark).text().equals("=");
                at += mark + 1;
            }
            List<Template.Command> commands = new ArrayList<>();
            do {
                commands.add(command());
            } while (accept("|"));
            return new Template.Pipeline(variables, assignment, commands);
        }

        private Template.Command command() {
            List<Template.Operand> operands = new ArrayList<>();
            while (!isEmpty() && !words.get(at).is("mark", "|") && !words.get(at).is("mark", ")")) {
                operands.add(operand());
            }
            if (operands.isEmpty()) {
                throw problem("a value is missing");
            }
            return new Template.Command(operands);
        }

        private Template.Operand operand() {
            var word = words.get(at++);
            Template.Operand operand = switch (word.kind()) {
                case "dot" -> new Template.Dot();
                case "field" -> new Template.Field(new Template.Dot(), word.text().substring(1));
                case "variable" -> new Template.Variable(word.text());
                case "name" -> switch (word.text()) {
                    case "true", "false" -> new Template.Constant(Boolean.valueOf(word.text()));
                    case "nil" -> new Template.Constant(null);
                    default -> new Template.Function(word.text());
                };
                case "mark" -> {
                    if (!word.text().equals("(")) {
                        throw problem("unexpected " + word.text());
                    }
                    var pipeline = pipeline();
                    if (!accept(")")) {
                        throw problem("a closing parenthesis is missing");
                    }
                    yield new Template.Parentheses(pipeline);
                }
                default -> constant(word);
            };
            while (!isEmpty() && words.get(at).attached() && words.get(at).kind().equals("field")) {
                operand = new Template.Field(operand, words.get(at++).text().substring(1));
            }
            return operand;
        }

        private boolean accept(String mark) {
            boolean is = !isEmpty() && words.get(at).is("mark", mark);
            at += is ? 1 : 0;
            return is;
        }

        private static Template.Constant constant(Word word) {
            var text = word.text();
            return new Template.Constant(switch (word.kind()) {
                case "raw" -> text.substring(1, text.length() - 1);
                case "string" -> text.substring(1, text.length() - 1).translateEscapes();
                case "char" -> (long) text.substring(1, text.length() - 1).translateEscapes().codePointAt(0);
                default -> number(text.replace("_", ""));
            });
        }

        private static Object number(String text) {
            return text.matches("[-+]?\\d+|[-+]?0[xX].*") ? (Object) Long.decode(text) : Double.valueOf(text);
        }

        private TemplateException problem(String message) {
            return new TemplateException(line, message);
        }
    }
}
