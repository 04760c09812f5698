// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server;

import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.model.OapParts;

/** Lets tests of other packages pretend that a configuration or a class catalog was booted. */
public final class OapRuntimeForTests {

    private OapRuntimeForTests() {
    }

    public static void configuration(OapConfiguration configuration) {
        OapRuntime.set(new OapParts(configuration, null, null, null, "", null, false), null);
    }

    public static void classes(ClassCatalog classes) {
        OapRuntime.set(new OapParts(null, classes, null, null, "", null, false), null);
    }
}
