// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.nio.file.Path;
import java.util.Map;

import io.quarkus.gizmo2.Gizmo;
import io.skyquark.oap.deployment.rule.exchange.CompiledClass;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.exchange.Meter;

/** Compiles one file after the other, and none that was compiled before. */
final class RuleCompilation {

    /** Raise it whenever the generated code or the checks change for the same rules. */
    private static final int VERSION = 1;

    private final RuleIsolation isolation;
    private final Map<String, String> functions;
    private final String fingerprint;
    private final RuleCache cache;
    private int compiled;

    /**
     * @param functions name of each meter function to its class
     * @param target the build's output folder
     */
    RuleCompilation(RuleIsolation isolation, Map<String, String> functions, Path target) {
        this.isolation = isolation;
        this.functions = functions;
        this.fingerprint = VERSION + " " + isolation.fingerprint();
        this.cache = new RuleCache(target.resolve("skywalking").resolve("rule-cache"), fingerprint);
    }

    /** Changes with everything besides the rules that the generated classes depend on. */
    String fingerprint() {
        return fingerprint;
    }

    CompiledFile compile(String file, String text) {
        var known = cache.read(file, text);
        if (known.isPresent()) {
            return known.get();
        }
        compiled++;
        var fresh = isolation.compile(file, text);
        if (fresh.findings().isEmpty()) {
            cache.write(text, fresh);
        }
        return fresh;
    }

    /** How many files were compiled indeed. */
    int compiled() {
        return compiled;
    }

    CompiledClass meterClass(Meter meter) {
        var made = new byte[1][];
        new RuleCatalogGenerator(Gizmo.create((type, bytes) -> made[0] = bytes)).meter(meter, functions.get(meter.function()));
        return new CompiledClass(RuleCatalogGenerator.meterClass(meter.metric()), made[0]);
    }
}
