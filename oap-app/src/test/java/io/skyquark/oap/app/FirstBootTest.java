// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.app;

import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The first of three boots in one process: profiles run in the order of their names. */
@QuarkusTest
@TestProfile(FirstBootTest.Profile.class)
class FirstBootTest extends Boot {

    public static final class Profile implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OneServer.class));
        }
    }
}
