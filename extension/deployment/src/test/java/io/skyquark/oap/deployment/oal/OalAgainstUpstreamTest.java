// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import static io.skyquark.oap.deployment.oal.TestClassPath.UPSTREAM_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.oal.exchange.OalClass;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;

/** What augmentation generates is, class by class, what upstream generates when it boots with the same configuration folder. */
class OalAgainstUpstreamTest {

    @Test
    void sameClassesAsUpstream() throws Exception {
        assumeTrue(Files.isDirectory(UPSTREAM_CONFIG), () -> "no copy of upstream's configuration folder at " + UPSTREAM_CONFIG.toAbsolutePath().normalize()
            + "; name one with -Dupstream.config");
        var scan = TestClassPath.scan();
        var compiled = new TreeMap<OalClass.Kind, Map<String, String>>();
        var isolation = OalIsolation.open(TestClassPath.isolated(), scan);
        for (var definition : isolation.definitions()) {
            var output = isolation.compile(definition, Files.readString(UPSTREAM_CONFIG.resolve(definition.script())), OalOutput.NONE);
            assertThat(output.findings()).as(definition.script()).isEmpty();
            output.classes().forEach(generated ->
                compiled.computeIfAbsent(generated.kind(), kind -> new TreeMap<>()).put(generated.name(), ClassText.of(generated.bytes())));
        }
        isolation.discard();
        assertThat(compiled.get(OalClass.Kind.METRICS)).hasSize(599);
        assertThat(compiled.get(OalClass.Kind.BUILDER)).hasSize(599);
        assertThat(compiled.get(OalClass.Kind.DISPATCHER)).hasSize(42);

        Map<String, String> ours = new TreeMap<>();
        compiled.values().forEach(ours::putAll);
        try (var upstream = new UpstreamOalRun(UPSTREAM_CONFIG)) {
            var theirs = upstream.run(scan.defines());
            assertThat(ours.keySet()).isEqualTo(theirs.keySet());
            theirs.forEach((name, text) -> assertThat(ours.get(name)).as(name).isEqualTo(text));
        }
    }
}
