// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.skyquark.oap.deployment.oal.exchange.OalClass;
import io.skyquark.oap.deployment.oal.exchange.OalDefinition;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;

class OalIsolationTest {

    private static final String SCRIPT = "instance_cpm = from(ServiceInstance.*).cpm();";

    @TempDir
    Path folder;

    @Test
    void compilesTheNextVersionOfAScript() {
        var isolation = OalIsolation.open(TestClassPath.isolated(), TestClassPath.scan());
        var definition = core(isolation);
        assertThat(isolation.compile(definition, SCRIPT, OalOutput.NONE).classes()).hasSize(3);
        var next = isolation.compile(definition, SCRIPT + "\nb = from(ServiceInstance.latency).longAvg();", OalOutput.NONE);
        assertThat(next.classes()).extracting(OalClass::name).extracting(name -> name.substring(name.lastIndexOf('.') + 1))
            .containsExactly("InstanceCpmMetrics", "InstanceCpmMetricsBuilder", "BMetrics", "BMetricsBuilder", "ServiceInstanceDispatcher");
        isolation.discard();
    }

    @Test
    void keepsWhatIsSlowForTheNextAugmentation() {
        var classPath = TestClassPath.isolated();
        var scan = TestClassPath.scan();
        var first = OalIsolation.open(classPath, scan);
        first.compile(core(first), SCRIPT, OalOutput.NONE);
        first.keep();
        var second = OalIsolation.open(classPath, scan);
        assertThat(second).isSameAs(first);
        // Javassist remembers names that it did not find, so a failure ends it.
        second.compile(core(second), "a = from(Service.*).filter(latency > 1_0).cpm();", OalOutput.NONE);
        second.keep();
        var third = OalIsolation.open(classPath, scan);
        assertThat(third).isNotSameAs(first);
        third.discard();
    }

    @Test
    void extraColumnsBecomeFields() {
        assertThat(fieldsWith(false)).doesNotContain("serviceName");
        assertThat(fieldsWith(true)).contains("serviceName");
    }

    private static String fieldsWith(boolean extraColumns) {
        var isolation = OalIsolation.open(TestClassPath.isolated(), OalScan.of(TestClassPath.index(), extraColumns));
        var output = isolation.compile(core(isolation), SCRIPT, OalOutput.NONE);
        isolation.discard();
        return ClassText.of(output.classes().get(0).bytes());
    }

    @Test
    void cacheAnswersForTheSameScriptAndJarsOnly() {
        var isolation = OalIsolation.open(TestClassPath.isolated(), TestClassPath.scan());
        var definition = core(isolation);
        var output = isolation.compile(definition, SCRIPT + "disable(segment);", OalOutput.NONE);
        isolation.discard();
        var cache = new OalCache(folder.resolve("oal-cache"), "jars");
        assertThat(cache.read(definition, SCRIPT)).isEmpty();
        cache.write(definition, SCRIPT, output);

        var read = cache.read(definition, SCRIPT).orElseThrow();
        assertThat(read.metrics()).isEqualTo(output.metrics());
        assertThat(read.disables()).isEqualTo(output.disables());
        assertThat(texts(read)).isEqualTo(texts(output));
        assertThat(cache.read(definition, SCRIPT + " ")).isEmpty();
        assertThat(new OalCache(folder.resolve("oal-cache"), "other jars").read(definition, SCRIPT)).isEmpty();
    }

    @Test
    void takesOverWhatAnotherVersionHadAlready() {
        var isolation = OalIsolation.open(TestClassPath.isolated(), TestClassPath.scan());
        var definition = core(isolation);
        var script = SCRIPT + "\nfirst = from(Service.*).cpm();\n// same source\nsecond = from(Service.latency).longAvg();\nthird = from(Endpoint.*).cpm();";
        var before = isolation.compile(definition, script, OalOutput.NONE);
        var edited = "// one line more\n" + script.replace("first = from(Service.*).cpm();", "") + "\nlast = from(Service.*).cpm()";

        var updated = isolation.compile(definition, edited, before);
        var whole = isolation.compile(definition, edited, OalOutput.NONE);

        isolation.discard();
        assertThat(updated.metrics()).isEqualTo(whole.metrics());
        assertThat(texts(updated)).isEqualTo(texts(whole));
        assertThat(updated.classes().stream().filter(generated -> before.classes().stream().noneMatch(known -> known == generated)))
            .as("generated anew").extracting(OalClass::name).extracting(name -> name.substring(name.lastIndexOf('.') + 1))
            .containsExactly("SecondMetrics", "SecondMetricsBuilder", "LastMetrics", "LastMetricsBuilder", "ServiceDispatcher");
    }

    private static List<String> texts(OalOutput output) {
        return output.classes().stream().map(generated -> generated.kind() + ClassText.of(generated.bytes())).toList();
    }

    private static OalDefinition core(OalIsolation isolation) {
        return isolation.definitions().stream().filter(definition -> definition.script().equals("oal/core.oal")).findFirst().orElseThrow();
    }
}
