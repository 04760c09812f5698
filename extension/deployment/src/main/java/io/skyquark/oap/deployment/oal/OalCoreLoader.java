// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.net.URL;
import java.net.URLClassLoader;

import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.IsolationGate;
import io.skyquark.oap.deployment.oal.exchange.OalEngine;

/**
 * OAP's core, the grammar and the libraries of upstream's engine, apart from the build's own class path. It keeps what is slow to load, so that one can
 * serve several runs; the engine itself has static state and gets an {@link OalEngineLoader} below it for each run.
 */
final class OalCoreLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    OalCoreLoader(IsolatedClassPath classPath) {
        super(OalEngineLoader.urls(classPath.core()), new IsolationGate(OalEngine.class.getPackageName()));
    }

    /** Nothing for Guava's {@code ClassPath}: what the engine may find is listed by {@link OalEngineLoader}. */
    @Override
    public URL[] getURLs() {
        return new URL[0];
    }
}
