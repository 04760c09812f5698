// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

import io.skyquark.oap.deployment.oal.exchange.OalEngine;

/**
 * OAP's core, the grammar and the libraries of upstream's engine, apart from the build's own class path. It keeps what is slow to load, so that one can
 * serve several runs; the engine itself has static state and gets an {@link OalEngineLoader} below it for each run.
 */
final class OalCoreLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    OalCoreLoader(OalClassPath classPath) {
        super(OalEngineLoader.urls(classPath.core()), new Gate());
    }

    /** Nothing for Guava's {@code ClassPath}: what the engine may find is listed by {@link OalEngineLoader}. */
    @Override
    public URL[] getURLs() {
        return new URL[0];
    }

    /** Lets through what both sides share: the exchange records, and the log of the build. */
    private static final class Gate extends ClassLoader {

        private static final ClassLoader BUILD = OalEngine.class.getClassLoader();
        private static final List<String> SHARED = List.of(OalEngine.class.getPackageName() + ".", "org.slf4j.", "org.apache.logging.log4j.");

        Gate() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith)) {
                return BUILD.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
