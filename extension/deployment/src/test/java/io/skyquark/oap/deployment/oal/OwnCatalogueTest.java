// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import static io.skyquark.oap.deployment.oal.TestClassPath.OWN_CONFIG;
import static io.skyquark.oap.deployment.oal.TestClassPath.UPSTREAM_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.oal.exchange.OalDisable;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;

/** Our own scripts are flawless, and where upstream's lie beside the checkout, they define the same metrics: none missing, none extra, none different. */
class OwnCatalogueTest {

    private OalScan scan;
    private OalIsolation isolation;

    @BeforeEach
    void open() {
        scan = TestClassPath.scan();
        isolation = OalIsolation.open(TestClassPath.isolated(), scan);
    }

    @AfterEach
    void close() {
        isolation.discard();
    }

    @Test
    void flawless() throws IOException {
        var outputs = compile(OWN_CONFIG);
        assertThat(OalScripts.check(outputs, scan.streams())).isEmpty();
        assertThat(outputs.values().stream().mapToInt(output -> output.metrics().size()).sum()).isEqualTo(599);
    }

    @Test
    void sameMetricsAsUpstream() throws IOException {
        assumeTrue(Files.isDirectory(UPSTREAM_CONFIG), () -> "no copy of upstream's configuration folder at " + UPSTREAM_CONFIG.toAbsolutePath().normalize()
            + "; name one with -Dupstream.config");
        var ours = compile(OWN_CONFIG);
        var theirs = compile(UPSTREAM_CONFIG);
        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        theirs.forEach((script, output) -> {
            var own = texts(ours.get(script));
            var upstream = texts(output);
            assertThat(own.keySet()).as(script).isEqualTo(upstream.keySet());
            upstream.forEach((name, text) -> assertThat(own.get(name)).as(script + " " + name).isEqualTo(text));
            assertThat(ours.get(script).disables()).as(script).extracting(OalDisable::name)
                .containsExactlyInAnyOrderElementsOf(output.disables().stream().map(OalDisable::name).toList());
        });
    }

    private Map<String, OalOutput> compile(Path config) throws IOException {
        Map<String, OalOutput> outputs = new TreeMap<>();
        for (var definition : isolation.definitions()) {
            outputs.put(definition.script(), isolation.compile(definition, Files.readString(config.resolve(definition.script())), OalOutput.NONE));
        }
        return outputs;
    }

    private static Map<String, List<String>> texts(OalOutput output) {
        Map<String, List<String>> texts = new TreeMap<>();
        output.classes().forEach(generated -> texts.put(generated.name(), ClassText.of(generated.bytes()).lines().toList()));
        return texts;
    }
}
