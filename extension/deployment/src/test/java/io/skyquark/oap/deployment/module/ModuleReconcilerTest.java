// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.module.ProviderTable.Row;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem.Status;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/** The real jars of the release against the real table, and against tables that are wrong. */
class ModuleReconcilerTest {

    private static final List<Row> TABLE = ProviderTable.load();
    private static ModuleReconciler real;

    @BeforeAll
    static void reconcile() {
        real = TestClassPath.reconcile(TABLE);
    }

    private static List<String> described(ModuleReconciler reconciler) {
        return reconciler.problems().stream().map(ProblemBuildItem::describe).toList();
    }

    @Test
    void everyProviderOfTheReleaseIsAccountedFor() {
        assertThat(described(real)).isEmpty();
        assertThat(real.items()).hasSize(57);
        assertThat(real.items()).filteredOn(item -> item.status() == Status.BUILT_IN).hasSize(43);
        assertThat(real.items()).filteredOn(item -> item.status() == Status.AVAILABLE).extracting(OapModuleBuildItem::provider).containsExactly("mysql");
        assertThat(real.items()).filteredOn(item -> item.status() == Status.LEFT_OUT).hasSize(13).allMatch(item -> item.reason().length() > 20);
    }

    @Test
    void aProviderSaysWhatItIs() {
        var core = real.items().stream().filter(item -> item.module().equals("core") && item.status() == Status.BUILT_IN).findFirst().orElseThrow();
        assertThat(core.artifact()).startsWith("org.apache.skywalking:server-core");
        assertThat(core.wiring().configClass()).isEqualTo("org.apache.skywalking.oap.server.core.CoreModuleConfig");
        assertThat(core.wiring().requires()).containsExactly("telemetry", "configuration", "ai-pipeline", "cluster", "storage");
        assertThat(core.wiring().services()).contains("org.apache.skywalking.oap.server.core.source.SourceReceiver");
        assertThat(core.wiring().keys()).extracting(OapModuleBuildItem.Key::name).contains("restPort", "downsampling", "searchableTracesTags")
            .doesNotContain("searchableTracesTagsWatcher", "DEFAULT_SEARCHABLE_TAG_KEYS");
    }

    @Test
    void aNewProviderIsAProblem() {
        var table = TABLE.stream().filter(row -> !row.module().equals("receiver-clr")).toList();
        assertThat(described(TestClassPath.reconcile(table))).singleElement().asString()
            .startsWith("org.apache.skywalking.oap.server.receiver.clr.provider.CLRModuleProvider - [MODULE_UNKNOWN] the provider of org.apache.skywalking:")
            .endsWith("is not in providers.yaml (say there whether it is built in or left out, and why)");
    }

    @Test
    void aMissingProviderIsAProblem() {
        var table = new ArrayList<>(TABLE);
        table.add(new Row("receiver-new", "default", "org.apache.skywalking.New", "", "", "", List.of()));
        assertThat(described(TestClassPath.reconcile(table))).containsExactly("org.apache.skywalking.New - [MODULE_MISSING] the provider is built in according "
            + "to providers.yaml, but the class path does not have it (remove the exclusion, or say in the table why it is left out)");
    }

    @Test
    void aProviderThatIsLeftOutAndThereIsAProblem() {
        var clr = "org.apache.skywalking.oap.server.receiver.clr.provider.CLRModuleProvider";
        var table = new ArrayList<>(TABLE.stream().filter(row -> !row.className().equals(clr)).toList());
        table.add(new Row("receiver-clr", "default", clr, "", "", "nobody asked for it", List.of()));
        assertThat(described(TestClassPath.reconcile(table))).singleElement().asString().startsWith(clr + " - [MODULE_LEFT_OUT] the provider is left out, but ")
            .endsWith("is on the class path: nobody asked for it (exclude the artifact)");
    }
}
