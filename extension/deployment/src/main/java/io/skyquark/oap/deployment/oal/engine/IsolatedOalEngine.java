// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.util.ArrayList;
import java.util.List;

import org.apache.skywalking.oap.server.core.oal.rt.OALDefine;
import org.apache.skywalking.oap.server.core.source.DefaultScopeDefine;

import io.skyquark.oap.deployment.oal.exchange.OalDefinition;
import io.skyquark.oap.deployment.oal.exchange.OalEngine;
import io.skyquark.oap.deployment.oal.exchange.OalFinding;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;

/** Runs in the isolated class loader, next to upstream's engine; created by name. */
public final class IsolatedOalEngine implements OalEngine {

    private OalFunctions functions = new OalFunctions(List.of(), List.of());

    @Override
    public void registerScopes(List<String> scopeClasses, boolean extraColumns) {
        if (extraColumns) {
            DefaultScopeDefine.activeExtraModelColumns();
        }
        var listener = new DefaultScopeDefine.Listener();
        scopeClasses.forEach(name -> listener.notify(load(name)));
    }

    @Override
    public void registerFunctions(List<String> functionClasses, List<String> matcherClasses) {
        functions = new OalFunctions(functionClasses.stream().<Class<?>> map(IsolatedOalEngine::load).toList(),
            matcherClasses.stream().<Class<?>> map(IsolatedOalEngine::load).toList());
    }

    @Override
    public List<OalDefinition> definitions(List<String> defineClasses) {
        var definitions = new ArrayList<OalDefinition>();
        for (var name : defineClasses) {
            var define = define(name);
            definitions.add(new OalDefinition(name, define.getConfigFile(), define.getSourcePackage(), define.getDynamicMetricsClassPackage(),
                define.getDynamicDispatcherClassPackage()));
        }
        return definitions;
    }

    @Override
    public OalOutput compile(OalDefinition definition, String text, OalOutput earlier) {
        var script = OalSyntax.read(text);
        var semantics = new OalSemantics(definition, functions);
        script.statements().forEach(statement -> semantics.check(statement, script.statement(statement)));
        var findings = new ArrayList<>(script.findings());
        findings.addAll(semantics.findings());
        if (!findings.isEmpty()) {
            return new OalOutput(findings, semantics.metrics(), semantics.disables(), List.of());
        }
        try {
            var checked = new OalOutput(List.of(), semantics.metrics(), semantics.disables(), List.of());
            return new OalUpdate(checked, earlier).run(new OalGenerator(define(definition.className())));
        } catch (Exception | LinkageError e) {
            // Whatever the checks did not foresee: the engine's own words are all there is to tell.
            findings.add(new OalFinding("OAL_ENGINE", 0, 0, "upstream's engine cannot compile it: " + rootMessage(e), ""));
            return new OalOutput(findings, semantics.metrics(), semantics.disables(), List.of());
        }
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static OALDefine define(String className) {
        try {
            var constructor = load(className).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (OALDefine) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create " + className, e);
        }
    }

    static Class<?> load(String name) {
        try {
            return Class.forName(name, true, IsolatedOalEngine.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("cannot load " + name, e);
        }
    }
}
