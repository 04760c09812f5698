// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.oal.exchange.OalDefinition;
import io.skyquark.oap.deployment.oal.exchange.OalEngine;
import io.skyquark.oap.deployment.oal.exchange.OalFinding;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;

/**
 * Upstream's OAL engine, apart from the build's class path. The slow part, OAP's core and the libraries, is loaded once and serves any number of scripts;
 * each script gets an engine of its own. In dev mode and tests the slow part outlives the augmentation, so that an edited script costs its own compile
 * time only.
 */
final class OalIsolation {

    private static final Logger ENGINE_LOG = Logger.getLogger("org.apache.skywalking.oal.rt");
    private static OalIsolation kept;

    private final IsolatedClassPath classPath;
    private final OalScan scan;
    private final OalCoreLoader core;
    private final Path scanned;
    private List<OalDefinition> definitions;
    private boolean scopesKnown;
    private boolean spoiled;

    private OalIsolation(IsolatedClassPath classPath, OalScan scan) {
        this.classPath = classPath;
        this.scan = scan;
        this.core = new OalCoreLoader(classPath);
        this.scanned = list(scan.scanned());
    }

    /** The one that the last augmentation of this JVM kept, where it has the same jars, or a new one. */
    static synchronized OalIsolation open(IsolatedClassPath classPath, OalScan scan) {
        var last = kept;
        kept = null;
        if (last != null && last.classPath.fingerprint().equals(classPath.fingerprint()) && last.scan.equals(scan)) {
            return last;
        }
        if (last != null) {
            last.discard();
        }
        return new OalIsolation(classPath, scan);
    }

    /** Leaves it to the next {@link #open}, unless a run failed: Javassist remembers names that it did not find. */
    synchronized void keep() {
        if (spoiled) {
            discard();
        } else {
            keepThis(this);
        }
    }

    private static synchronized void keepThis(OalIsolation isolation) {
        if (kept != null && kept != isolation) {
            kept.discard();
        }
        kept = isolation;
    }

    List<OalDefinition> definitions() {
        if (definitions == null) {
            definitions = run(engine -> engine.definitions(scan.defines()));
        }
        return definitions;
    }

    /** Never fails because of the script: what the checks did not foresee is a finding too, with the position of the first metric at fault. */
    OalOutput compile(OalDefinition definition, String text, OalOutput earlier) {
        var output = run(definition, text, earlier);
        if (failed(output)) {
            spoiled = true;
            for (var metric : output.metrics()) {
                var alone = run(definition, metric.statement(), OalOutput.NONE);
                if (failed(alone)) {
                    var finding = alone.findings().get(0);
                    var placed = new OalFinding(finding.code(), metric.line(), metric.column(), finding.message(), finding.hint());
                    return new OalOutput(List.of(placed), output.metrics(), output.disables(), List.of());
                }
            }
        }
        return output;
    }

    private static boolean failed(OalOutput output) {
        return output.findings().stream().anyMatch(finding -> finding.code().equals("OAL_ENGINE"));
    }

    private OalOutput run(OalDefinition definition, String text, OalOutput earlier) {
        return run(engine -> {
            if (!scopesKnown) {
                engine.registerScopes(scan.scopes(), scan.extraColumns());
                scopesKnown = true;
            }
            engine.registerFunctions(scan.functions(), scan.matchers());
            return engine.compile(definition, text, earlier);
        });
    }

    private synchronized <T> T run(Function<OalEngine, T> work) {
        // The engine logs each failure with a stack trace; it is told as a finding.
        ENGINE_LOG.setLevel(Level.OFF);
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var loader = new OalEngineLoader(core, classPath, scanned)) {
            // Javassist's pool takes its class path from here.
            thread.setContextClassLoader(core);
            return work.apply(loader.engine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    void discard() {
        try {
            core.close();
            Files.deleteIfExists(scanned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path list(List<String> classes) {
        try {
            var archive = Files.createTempFile("oal-scan", ".jar");
            try (var jar = new JarOutputStream(Files.newOutputStream(archive))) {
                for (var name : classes) {
                    jar.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
                }
            }
            archive.toFile().deleteOnExit();
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
