// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.scan;

import com.google.common.collect.ImmutableSet;

import io.skyquark.oap.model.ClassCatalog;

/** What upstream's {@code DispatcherManager} sees as the class path: the dispatchers that are not generated from OAL. */
public final class DispatcherClassPath {

    private DispatcherClassPath() {
    }

    public static DispatcherClassPath from(ClassLoader loader) {
        return new DispatcherClassPath();
    }

    public ImmutableSet<ScannedClass> getTopLevelClassesRecursive(String packageName) {
        return ScannedClass.listed(ClassCatalog.DISPATCHERS);
    }
}
