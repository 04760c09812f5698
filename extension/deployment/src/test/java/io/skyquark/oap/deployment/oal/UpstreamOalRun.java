// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Upstream's engine the way OAP runs it when it boots: one class path, its own scans, define by define through {@code OALRuntime}. Reaches everything by
 * reflection, since nothing of it is on this side of the class loader.
 */
final class UpstreamOalRun implements AutoCloseable {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    /** Their classes need libraries that only a server's class path has; they hold neither sources nor functions. */
    private static final List<String> WITHOUT = List.of("query-graphql-plugin", "promql-plugin", "logql-plugin", "debugging-query-plugin", "telemetry-prometheus",
        "server-starter");

    private final URLClassLoader loader;

    UpstreamOalRun(Path config) throws MalformedURLException {
        var urls = new ArrayList<URL>();
        urls.add(config.toUri().toURL());
        for (var jar : TestClassPath.jars()) {
            if (WITHOUT.stream().noneMatch(jar.toString()::contains)) {
                urls.add(jar.toUri().toURL());
            }
        }
        loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Every metrics, builder and dispatcher class, by name, and what it looks like. */
    Map<String, String> run(List<String> defines) throws Exception {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            scanScopes();
            var classes = new TreeMap<String, String>();
            for (var define : defines) {
                runDefine(define, classes);
            }
            return classes;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void scanScopes() throws Exception {
        var scan = load(CORE + "annotation.AnnotationScan").getConstructor().newInstance();
        var listener = load(CORE + "source.DefaultScopeDefine$Listener").getConstructor().newInstance();
        scan.getClass().getMethod("registerListener", load(CORE + "annotation.AnnotationListener")).invoke(scan, listener);
        scan.getClass().getMethod("scan").invoke(scan);
    }

    private void runDefine(String className, Map<String, String> classes) throws Exception {
        var defineType = load(CORE + "oal.rt.OALDefine");
        var engineType = load("org.apache.skywalking.oal.rt.OALRuntime");
        var define = load(className).getField("INSTANCE").get(null);
        var engine = engineType.getConstructor(defineType).newInstance(define);
        var factory = load(CORE + "storage.StorageBuilderFactory$Default").getConstructor().newInstance();
        engineType.getMethod("setStorageBuilderFactory", load(CORE + "storage.StorageBuilderFactory")).invoke(engine, factory);
        engineType.getMethod("start", ClassLoader.class).invoke(engine, loader);
        for (Class<?> metrics : generated(engine, "getMetricsClasses")) {
            classes.put(metrics.getName(), text(metrics.getName()));
            for (var annotation : metrics.getAnnotations()) {
                if (annotation.annotationType().getName().equals(CORE + "analysis.Stream")) {
                    var builder = (Class<?>) annotation.annotationType().getMethod("builder").invoke(annotation);
                    classes.put(builder.getName(), text(builder.getName()));
                }
            }
        }
        for (Class<?> dispatcher : generated(engine, "getDispatcherClasses")) {
            classes.put(dispatcher.getName(), text(dispatcher.getName()));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Class<?>> generated(Object engine, String getter) throws ReflectiveOperationException {
        Method method = engine.getClass().getSuperclass().getDeclaredMethod(getter);
        method.setAccessible(true);
        return (List<Class<?>>) method.invoke(engine);
    }

    private String text(String className) throws ReflectiveOperationException {
        var pool = load("javassist.ClassPool").getMethod("getDefault").invoke(null);
        var generated = pool.getClass().getMethod("get", String.class).invoke(pool, className);
        return ClassText.of((byte[]) load("javassist.CtClass").getMethod("toBytecode").invoke(generated));
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, loader);
    }

    @Override
    public void close() throws Exception {
        loader.close();
    }
}
