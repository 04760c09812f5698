// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.apache.skywalking.oap.log.analyzer.dsl.DSL;
import org.apache.skywalking.oap.server.library.module.ModuleManager;

import io.skyquark.oap.model.OapParts;
import io.skyquark.oap.model.RuleCatalog;
import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.rule.CompiledRules;
import io.skyquark.oap.server.rule.lal.LalFactory;

/** Boots the hooked side of a test: a catalog of the rule files that the test compiles one by one. Takes the name of a file and of its class. */
public final class LalBoot implements BiConsumer<String, String>, RuleCatalog {

    private final Map<String, String> classes = new TreeMap<>();

    public LalBoot() {
        try {
            var set = OapRuntime.class.getDeclaredMethod("set", OapParts.class, ModuleManager.class);
            set.setAccessible(true);
            set.invoke(null, new OapParts(null, null, null, this, "", null, false), null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        CompiledRules.boot(this);
    }

    @Override
    public void accept(String file, String className) {
        classes.put(file, className);
    }

    @Override
    public String[] files() {
        return classes.keySet().toArray(String[]::new);
    }

    @Override
    public Object file(String name) {
        try {
            return classes.containsKey(name) ? Class.forName(classes.get(name)).getConstructor().newInstance() : null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the build generates, which calls the constructor that a hook has opened. */
    @Override
    public Object access() {
        return (LalFactory) (script, filter) -> {
            try {
                return (DSL) DSL.class.getConstructors()[0].newInstance(script, filter);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
