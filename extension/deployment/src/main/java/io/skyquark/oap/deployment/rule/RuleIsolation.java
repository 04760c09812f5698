// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.exchange.RuleEngine;

/**
 * The rule compilers beside the classes of OAP that rules refer to, apart from the build's class path. In dev mode and tests they outlive the augmentation, so
 * that an edited rule is compiled by warm code.
 */
final class RuleIsolation {

    private static RuleIsolation kept;

    private final String fingerprint;
    private final IsolatedClassPath classPath;
    private final Set<String> functions;
    private RuleLoader loader;
    private RuleEngine engine;

    private RuleIsolation(IsolatedClassPath classPath, Set<String> functions) {
        this.fingerprint = classPath.fingerprint() + functions;
        this.classPath = classPath;
        this.functions = functions;
    }

    /** The one that the last augmentation of this JVM kept, where it has the same jars, or a new one. */
    static synchronized RuleIsolation open(IsolatedClassPath classPath, Set<String> functions) {
        var fresh = new RuleIsolation(classPath, functions);
        var last = kept;
        kept = null;
        if (last != null && last.fingerprint.equals(fresh.fingerprint)) {
            return last;
        }
        if (last != null) {
            last.discard();
        }
        return fresh;
    }

    /** Changes with everything besides the rules that the generated classes depend on. */
    String fingerprint() {
        return fingerprint;
    }

    synchronized CompiledFile compile(String file, String text) {
        if (engine == null) {
            loader = new RuleLoader(classPath);
            engine = loader.engine(functions);
        }
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try {
            // Groovy looks there for its extensions.
            thread.setContextClassLoader(loader);
            return engine.compile(file, text);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * The last use in this augmentation.
     *
     * @param keep whether another augmentation may follow in this JVM
     */
    void release(boolean keep) {
        if (keep) {
            keepThis(this);
        } else {
            discard();
        }
    }

    private static synchronized void keepThis(RuleIsolation isolation) {
        if (kept != null && kept != isolation) {
            kept.discard();
        }
        kept = isolation;
    }

    private synchronized void discard() {
        if (loader == null) {
            return;
        }
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loader = null;
        engine = null;
    }
}
