// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;

class ReflectiveClassesTest {

    @Test
    void oneLineForEachClassWithEveryReason() {
        assertThat(ReflectiveClasses.describe(List.of(
            new ReflectionBuildItem(List.of("b.Two", "a.One"), Access.INSTANCES_AND_FIELDS, "it is stored"),
            new ReflectionBuildItem("a.One", Access.CONTENT, "it is JSON"))))
            .containsExactly(
                "a.One: content, it is JSON; instances and fields, it is stored",
                "b.Two: instances and fields, it is stored");
    }
}
