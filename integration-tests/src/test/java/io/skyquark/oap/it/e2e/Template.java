// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.util.List;

/**
 * The tree of a template in the language of Go's {@code text/template}, with the two actions that SkyWalking's end-to-end tool adds to it,
 * {@code contains} and {@code containsOnce}. What it means is in {@link TemplateRun}.
 */
final class Template {

    private Template() {
    }

    /** What stands in the text: text, or an action in double braces. Lines count from 1. */
    sealed interface Node {
        int line();
    }

    record Text(int line, String text) implements Node {
    }

    /** A pipeline whose value is printed, unless it declares a variable. */
    record Print(int line, Pipeline pipeline) implements Node {
    }

    /** {@code if} and {@code with}; the latter makes the value the dot of its body. */
    record Condition(int line, boolean with, Pipeline pipeline, List<Node> body, List<Node> otherwise) implements Node {
    }

    record Range(int line, Pipeline pipeline, List<Node> body, List<Node> otherwise) implements Node {
    }

    /** The list of the pipeline has an element for each entry of the body, which is rendered with the element as dot. */
    record Contains(int line, boolean once, Pipeline pipeline, List<Node> body) implements Node {
    }

    /** @param pipeline the dot of the called template, or null for none */
    record Call(int line, String name, Pipeline pipeline) implements Node {
    }

    /** {@code break} and {@code continue}. */
    record Jump(int line, boolean leave) implements Node {
    }

    /**
     * Commands, each of which gets the value of the former one as its last argument.
     *
     * @param variables what the value is kept in: none, one, or the two of a {@code range}
     * @param assignment whether the variables are there already
     */
    record Pipeline(List<String> variables, boolean assignment, List<Command> commands) {
    }

    /** An operand, or a function with its arguments. */
    record Command(List<Operand> words) {
    }

    sealed interface Operand {
    }

    /** A constant: a text, Long, Double, Boolean or null. */
    record Constant(Object value) implements Operand {
    }

    /** The name of a function. */
    record Function(String name) implements Operand {
    }

    record Dot() implements Operand {
    }

    record Variable(String name) implements Operand {
    }

    record Parentheses(Pipeline pipeline) implements Operand {
    }

    /** A field of a value, {@code .name}. */
    record Field(Operand of, String name) implements Operand {
    }
}
