// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What an answer is expected to be, in the language of SkyWalking's end-to-end tool: a template that is applied to the actual value gives YAML, which must
 * equal that value.
 *
 * <pre>
 * services:                          actual: services: [{name: b, calls: 3}, {name: a, calls: 7}]
 * {{- contains .services }}
 * - name: a
 *   calls: {{ gt .calls 5 }}
 * {{- end }}
 * </pre>
 */
final class Expectation {

    private final String template;

    Expectation(String template) {
        this.template = template;
    }

    static Expectation read(Path file) {
        try {
            return new Expectation(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How an answer, in YAML or JSON, differs from what is expected; an empty list where it does not. */
    List<Difference> differences(String actual) {
        Object value;
        try {
            value = YamlText.load(actual);
        } catch (YAMLException e) {
            return List.of(new Difference(1, ".", "the answer is not YAML: " + actual.strip()));
        }
        try {
            var contained = new Contained();
            var rendered = new TemplateRun(TemplateParser.parse(template), contained).apply(value);
            return compare(rendered, contained, value);
        } catch (TemplateException e) {
            return List.of(new Difference(Math.max(1, e.line()), ".", e.getMessage()));
        }
    }

    private static List<Difference> compare(RenderedText rendered, Contained contained, Object value) {
        try {
            var comparison = new Comparison(contained, rendered, false);
            comparison.compare(YamlText.compose(rendered.text()), value, "");
            return comparison.differences().stream().map(Expectation::withPath).toList();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : rendered.origin(e.getProblemMark().getLine() + 1);
            return List.of(new Difference(line, ".", "what is expected is not YAML: " + e.getProblem()));
        }
    }

    private static Difference withPath(Difference difference) {
        return difference.path().startsWith(".") ? difference : new Difference(difference.line(), "." + difference.path(), difference.message());
    }
}
