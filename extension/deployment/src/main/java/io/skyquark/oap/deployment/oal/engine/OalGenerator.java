// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.skywalking.oal.rt.parser.OALScripts;
import org.apache.skywalking.oal.rt.parser.ScriptParser;
import org.apache.skywalking.oal.rt.util.OALClassGenerator;
import org.apache.skywalking.oap.server.core.analysis.Stream;
import org.apache.skywalking.oap.server.core.oal.rt.OALCompileException;
import org.apache.skywalking.oap.server.core.oal.rt.OALDefine;
import org.apache.skywalking.oap.server.core.storage.StorageBuilderFactory;

import freemarker.log.Logger;
import io.skyquark.oap.deployment.oal.exchange.OalClass;
import javassist.CannotCompileException;
import javassist.ClassPool;
import javassist.NotFoundException;

/** Upstream's engine, run as {@code OALKernel} runs it, but on a text; collects the class files from Javassist's pool. */
final class OalGenerator {

    static {
        try {
            // Everything FreeMarker has to say comes as an exception, or is about engines of earlier runs.
            Logger.selectLoggerLibrary(Logger.LIBRARY_NONE);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private final OALDefine define;

    OalGenerator(OALDefine define) {
        this.define = define;
    }

    @SuppressWarnings("rawtypes")
    List<OalClass> generate(String text) throws OALCompileException, IOException, NotFoundException, CannotCompileException {
        var scripts = ScriptParser.createFromScriptText(text, define.getSourcePackage()).parse();
        var generator = new OALClassGenerator(define);
        // Every storage plugin on Maven Central registers this factory; the run time refuses any other.
        generator.setStorageBuilderFactory(new StorageBuilderFactory.Default());
        generator.setCurrentClassLoader(OalGenerator.class.getClassLoader());
        generator.setOpenEngineDebug(false);
        List<Class> metrics = new ArrayList<>();
        List<Class> dispatchers = new ArrayList<>();
        try {
            generator.generateClassAtRuntime(scripts, metrics, dispatchers);
            var classes = new ArrayList<OalClass>();
            for (Class<?> type : metrics) {
                classes.add(take(OalClass.Kind.METRICS, type.getName()));
                classes.add(take(OalClass.Kind.BUILDER, type.getAnnotation(Stream.class).builder().getName()));
            }
            for (Class<?> type : dispatchers) {
                classes.add(take(OalClass.Kind.DISPATCHER, type.getName()));
            }
            return classes;
        } finally {
            release(scripts);
        }
    }

    private static OalClass take(OalClass.Kind kind, String name) throws NotFoundException, IOException, CannotCompileException {
        return new OalClass(kind, name, ClassPool.getDefault().get(name).toBytecode());
    }

    /** The pool is static and keeps what it made, frozen: without this the next version of the script could not be compiled. */
    private void release(OALScripts scripts) {
        for (var metric : scripts.getMetricsStmts()) {
            release(define.getDynamicMetricsClassPackage() + metric.getMetricsName() + "Metrics");
            release(define.getDynamicMetricsBuilderClassPackage() + metric.getMetricsName() + "MetricsBuilder");
            release(define.getDynamicDispatcherClassPackage() + metric.getFrom().getSourceName() + "Dispatcher");
        }
    }

    private static void release(String name) {
        var generated = ClassPool.getDefault().getOrNull(name);
        if (generated != null) {
            generated.detach();
        }
    }
}
