// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import io.skyquark.oap.deployment.oal.exchange.OalOutput;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/**
 * Every broken script of {@code oal-problems.txt} gives exactly the problems that stand below it. A case is a line {@code == what is wrong}, scripts, each
 * below a line {@code -- oal/name.oal}, and the problems below a line {@code -- problems}.
 */
class OalProblemsTest {

    private static OalScan scan;
    private static OalIsolation isolation;

    private record Case(String name, Map<String, String> scripts, String problems) {
    }

    @BeforeAll
    static void open() {
        scan = TestClassPath.scan();
        isolation = OalIsolation.open(TestClassPath.isolated(), scan);
    }

    @AfterAll
    static void close() {
        isolation.discard();
    }

    @TestFactory
    Stream<DynamicTest> brokenScripts() {
        return cases().stream().map(broken -> DynamicTest.dynamicTest(broken.name(), () ->
            assertThat(problems(broken.scripts())).isEqualTo(broken.problems())));
    }

    private static String problems(Map<String, String> scripts) {
        Map<String, OalOutput> outputs = new TreeMap<>();
        for (var definition : isolation.definitions()) {
            var text = scripts.get(definition.script());
            if (text != null) {
                outputs.put(definition.script(), isolation.compile(definition, text, OalOutput.NONE));
            }
        }
        assertThat(outputs.keySet()).isEqualTo(scripts.keySet());
        return OalScripts.check(outputs, scan.streams()).stream().sorted().map(ProblemBuildItem::describe).collect(joining("\n"));
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var text : read().split("(?m)^== ")) {
            if (text.startsWith("#") || text.isBlank()) {
                continue;
            }
            var parts = text.split("(?m)^-- ");
            Map<String, String> scripts = new TreeMap<>();
            for (int i = 1; i < parts.length - 1; i++) {
                scripts.put(firstLine(parts[i]), afterFirstLine(parts[i]));
            }
            cases.add(new Case(firstLine(parts[0]), scripts, afterFirstLine(parts[parts.length - 1]).strip()));
        }
        return cases;
    }

    private static String firstLine(String text) {
        return text.substring(0, text.indexOf('\n')).strip();
    }

    private static String afterFirstLine(String text) {
        return text.substring(text.indexOf('\n') + 1);
    }

    private static String read() {
        try {
            return Files.readString(Path.of("src/test/resources/oal-problems.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
