// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The language of the expectations, as the table says. */
class ExpectationTest {

    @TestFactory
    Stream<DynamicContainer> constructs() throws IOException {
        try (var table = Objects.requireNonNull(getClass().getResourceAsStream("/e2e/expectations.yaml"))) {
            var cases = (List<?>) YamlText.load(new String(table.readAllBytes(), StandardCharsets.UTF_8));
            return cases.stream().map(Map.class::cast).map(entry -> dynamicContainer((String) entry.get("name"), tests(entry)));
        }
    }

    private static Stream<DynamicTest> tests(Map<?, ?> entry) {
        var expectation = new Expectation((String) entry.get("expected"));
        var matches = (List<?>) entry.get("matches");
        var differs = (Map<?, ?>) entry.get("differs");
        return Stream.concat(
            matches == null ? Stream.empty() : matches.stream().map(actual -> dynamicTest("matches " + actual,
                () -> assertThat(expectation.differences((String) actual)).isEmpty())),
            differs == null ? Stream.empty() : differs.entrySet().stream().map(answer -> dynamicTest("differs " + answer.getKey(),
                () -> assertThat(expectation.differences((String) answer.getKey())).first().asString().isEqualTo(answer.getValue()))));
    }
}
