// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.oal.exchange.OalEngine;

/** Upstream's engine and our driver for one run: the classes that it generates are defined here and go with it. */
final class OalEngineLoader extends URLClassLoader {

    private static final String DRIVER_PACKAGE = OalEngineLoader.class.getPackageName() + ".engine.";
    private static final String DRIVER = DRIVER_PACKAGE + "IsolatedOalEngine";

    private final URL scanned;

    /**
     * @param scanned an archive that lists the classes which the engine shall find by its class path scan; it loads them by name, so that the
     *     archive need not hold them. Without it the engine loads all classes of OAP twice.
     */
    OalEngineLoader(OalCoreLoader core, IsolatedClassPath classPath, Path scanned) {
        super(urls(classPath.engine()), core);
        this.scanned = url(scanned);
    }

    OalEngine engine() {
        try {
            return (OalEngine) loadClass(DRIVER).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load upstream's OAL engine", e);
        }
    }

    @Override
    public URL[] getURLs() {
        return new URL[] {scanned};
    }

    /** Our driver is compiled against the engine, so it is defined next to it and not taken from above. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(DRIVER_PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineDriver(name);
        }
    }

    private Class<?> defineDriver(String name) throws ClassNotFoundException {
        try (var in = OalEngineLoader.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            var bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static URL[] urls(List<Path> paths) {
        return paths.stream().map(OalEngineLoader::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
