// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;

import org.jboss.jandex.CompositeIndex;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Indexer;

import io.skyquark.oap.deployment.IsolatedClassPath;

/** The class path of these tests in the roles that it plays at augmentation. */
public final class TestClassPath {

    /** Where a copy of upstream's configuration folder lies beside the checkout; it is no part of the project. */
    static final Path UPSTREAM_CONFIG = Path.of(System.getProperty("upstream.config", "../../../shared/upstream/oap-10.1.0-config"));
    /** Our own catalogue. */
    static final Path OWN_CONFIG = Path.of("../../oap-app/src/main/resources/skywalking");

    private TestClassPath() {
    }

    public static List<Path> jars() {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).filter(path -> path.toString().endsWith(".jar")).toList();
    }

    static IsolatedClassPath isolated() {
        var core = new ArrayList<Path>();
        var libraries = new ArrayList<Path>();
        var engine = new ArrayList<Path>();
        for (var jar : jars()) {
            if (isLogging(jar)) {
                continue;
            }
            (artifact(jar).equals("oal-rt") ? engine : isUpstream(jar) ? core : libraries).add(jar);
        }
        core.addAll(libraries);
        return new IsolatedClassPath(core, engine, "test");
    }

    static OalScan scan() {
        return OalScan.of(index(), false);
    }

    /** Every artifact of upstream that the application has. */
    public static IndexView index() {
        var indexes = new ArrayList<IndexView>();
        for (var jar : jars()) {
            // The engine is on the class path of the deployment artifact only.
            if (isUpstream(jar) && !artifact(jar).startsWith("oal-")) {
                indexes.add(index(jar));
            }
        }
        return CompositeIndex.create(indexes);
    }

    private static IndexView index(Path jar) {
        var indexer = new Indexer();
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : Collections.list(file.entries())) {
                if (entry.getName().endsWith(".class")) {
                    try (var in = file.getInputStream(entry)) {
                        indexer.index(in);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return indexer.complete();
    }

    private static boolean isUpstream(Path jar) {
        return Files.exists(jar) && jar.toString().replace('\\', '/').contains("/org/apache/skywalking/");
    }

    private static boolean isLogging(Path jar) {
        var path = jar.toString().replace('\\', '/');
        return path.contains("/org/slf4j/") || path.contains("/org/apache/logging/log4j/") || path.contains("/org/jboss/logmanager/");
    }

    private static String artifact(Path jar) {
        return jar.getParent().getParent().getFileName().toString();
    }
}
