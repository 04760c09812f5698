// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.spi.ProblemBuildItem;

class InventoryProcessorTest {

    @Test
    void everyDifferenceIsNamedWithWhatToDo() {
        var before = List.of("module: core.default BUILT_IN", "grpc: Old [send] by a.B");
        var now = List.of("module: core.default BUILT_IN", "grpc: New [send] by a.B");
        assertThat(InventoryProcessor.differences(before, now).stream().map(ProblemBuildItem::describe)).containsExactly(
            "skywalking.lock:3:1 - [DRIFT] no longer so: grpc: Old [send] by a.B (review it, then accept it with -Dquarkus.skywalking.drift=update)",
            "skywalking.lock - [DRIFT] new: grpc: New [send] by a.B (review it, then accept it with -Dquarkus.skywalking.drift=update)");
    }

    @Test
    void theSameInventoryHasNoDifference() {
        assertThat(InventoryProcessor.differences(List.of("a: b"), List.of("a: b"))).isEmpty();
    }

    @Test
    void theLockHoldsOnlyWhatFollowsFromUpstream() {
        var inventory = new Inventory(List.of(new Inventory.Section("module", true, List.of("b", "a")), new Inventory.Section("metric", false, List.of("mine"))));
        assertThat(inventory.lock()).containsExactly("module: a", "module: b");
        assertThat(inventory.markdown()).contains("## metric (1)\n\n- mine\n");
    }
}
