// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server;

import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.model.ConnectionAge;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.model.OapParts;
import io.skyquark.oap.model.OapSettings;
import io.skyquark.oap.model.StorageLimits;

/** Lets tests of other packages pretend that a configuration, a class catalog or limits of storage were booted. */
public final class OapRuntimeForTests {

    private OapRuntimeForTests() {
    }

    public static void configuration(OapConfiguration configuration) {
        OapRuntime.set(new OapParts(configuration, null, null, null, "", null, OapSettings.DEFAULT), null);
    }

    public static void classes(ClassCatalog classes) {
        OapRuntime.set(new OapParts(null, classes, null, null, "", null, OapSettings.DEFAULT), null);
    }

    public static void storage(StorageLimits limits) {
        OapRuntime.set(new OapParts(null, null, null, null, "", null, new OapSettings(limits, ConnectionAge.UNLIMITED, null, false)), null);
    }
}
