// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The third of three boots in one process: profiles run in the order of their names. */
@QuarkusTest
@TestProfile(ThirdBootTest.Profile.class)
class ThirdBootTest extends Boot {

    @Test
    void nothingIsLeftOfTheTwoBefore() {
        var ended = EndedBoots.all();
        assumeTrue(ended.size() == 2, "skipped: compares what the first two boots left, and they did not run in this process");
        ended.forEach(left -> assertEquals("[]", left.openPorts(), "ports that a stopped server still listens on"));
        var more = new ArrayList<>(ended.get(1).threads());
        ended.get(0).threads().forEach(more::remove);
        assertTrue(ended.get(1).threads().size() <= ended.get(0).threads().size(), () -> "threads that the second boot left: " + more);
    }

    public static final class Profile implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OneServer.class));
        }
    }
}
