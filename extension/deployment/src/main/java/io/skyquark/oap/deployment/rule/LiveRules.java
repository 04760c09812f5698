// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkus.deployment.dev.RuntimeUpdatesProcessor;
import io.quarkus.dev.console.DevConsoleManager;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.spi.RuleFileBuildItem;
import io.skyquark.oap.runtime.LiveReloadRecorder;

/**
 * The rule files of the server that runs in development, from one augmentation to the next. Before each scan for changes it compiles those that were edited and
 * replaces them in the server, which goes on; with everything else it leaves to Quarkus, which starts the server again: files that are new or gone, rules with
 * problems, which are then shown as those of any build, and changes that a running server cannot take.
 */
final class LiveRules {

    private static final Logger LOG = Logger.getLogger(LiveRules.class);
    /** Its namesake among the classes of the server. */
    private static final String SERVER_SIDE = "io.skyquark.oap.server.rule.LiveRules";

    private static volatile LiveRules followed;
    private static RuntimeUpdatesProcessor scanner;

    private final RuleSources sources;
    private final Set<String> present;
    private final Map<String, String> texts = new HashMap<>();
    /** When a file was last read, as its own time; no entry until then. */
    private final Map<String, FileTime> read = new HashMap<>();
    private final SortedMap<String, CompiledFile> compiled = new TreeMap<>();
    private final RuleCompilation compilation;
    /** Classes of the server as it started. */
    private final Set<String> meterClasses;
    private final RestartFile restart;

    LiveRules(RuleSources sources, List<RuleFileBuildItem> files, CompiledRulesBuildItem rules, RestartFile restart) {
        this.sources = sources;
        this.present = Set.copyOf(sources.files().keySet());
        files.forEach(file -> texts.put(file.file(), file.text()));
        rules.files().forEach(file -> compiled.put(file.file(), file));
        this.compilation = rules.compilation();
        this.meterClasses = new MeterClasses(compiled.values()).meters().stream().map(meter -> RuleCatalogGenerator.meterClass(meter.metric()))
            .collect(Collectors.toUnmodifiableSet());
        this.restart = restart;
    }

    /** These are the rules of the server that is about to start. */
    static synchronized void follow(LiveRules rules) {
        followed = rules;
        var quarkus = RuntimeUpdatesProcessor.INSTANCE;
        if (quarkus != null && quarkus != scanner) {
            quarkus.addPreScanStep(() -> followed.replaceChanged());
            scanner = quarkus;
        }
    }

    private void replaceChanged() {
        AtomicReference<ClassLoader> server = DevConsoleManager.getGlobal(LiveReloadRecorder.CLASS_LOADER);
        if (server == null || server.get() == null) {
            // It did not start, so that Quarkus tries again, whatever was edited.
            return;
        }
        try {
            var files = sources.files();
            if (!files.keySet().equals(present)) {
                startAgain("Rule files were added or deleted");
                return;
            }
            for (var file : files.entrySet()) {
                var text = changedText(file.getKey(), file.getValue());
                var obstacle = text == null ? null : replace(file.getKey(), text, server.get());
                if (obstacle != null) {
                    startAgain(file.getKey() + ": " + obstacle);
                    return;
                }
            }
        } catch (IOException | ReflectiveOperationException | LinkageError | RuntimeException e) {
            LOG.debug("Rules could not be replaced", e);
            startAgain("Rules could not be replaced (" + e + ")");
        }
    }

    private void startAgain(String reason) {
        LOG.infof("%s; the server starts again", reason);
        restart.request();
    }

    /** The text of a file that reads differently from the last time, or null. */
    private String changedText(String name, Path path) throws IOException {
        if (!texts.containsKey(name)) {
            return null;
        }
        var time = Files.getLastModifiedTime(path);
        if (time.equals(read.get(name))) {
            return null;
        }
        var text = Files.readString(path);
        read.put(name, time);
        return text.equals(texts.get(name)) ? null : text;
    }

    private String replace(String name, String text, ClassLoader server) throws ReflectiveOperationException {
        long start = System.nanoTime();
        var file = compilation.compile(name, text);
        if (!file.findings().isEmpty()) {
            return "it has problems";
        }
        var before = compiled.put(name, file);
        if (file.className() == null || before.className() == null) {
            return "it has no rules, or had none";
        }
        if (!new MeterClasses(compiled.values()).problems().isEmpty()) {
            return "its metrics contradict those of another file";
        }
        var obstacle = replace(name, new LiveClasses(server, classes(file)).loadClass(file.className()), server);
        if (obstacle == null) {
            texts.put(name, text);
            LOG.infof("Replaced the rules of %s in %d ms", name, (System.nanoTime() - start) / 1_000_000);
        }
        return obstacle;
    }

    private Map<String, byte[]> classes(CompiledFile file) {
        Map<String, byte[]> classes = new HashMap<>();
        file.classes().forEach(type -> classes.put(type.name(), type.bytes()));
        var known = new HashSet<>(meterClasses);
        file.meters().stream().filter(meter -> known.add(RuleCatalogGenerator.meterClass(meter.metric()))).map(compilation::meterClass)
            .forEach(type -> classes.put(type.name(), type.bytes()));
        return classes;
    }

    private static String replace(String name, Class<?> type, ClassLoader server) throws ReflectiveOperationException {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(server);
        try {
            return (String) server.loadClass(SERVER_SIDE).getMethod("replace", String.class, Object.class)
                .invoke(null, name, type.getDeclaredConstructor().newInstance());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Defines some classes anew and leaves the others to the server. */
    private static final class LiveClasses extends ClassLoader {

        private final Map<String, byte[]> classes;

        private LiveClasses(ClassLoader server, Map<String, byte[]> classes) {
            super(server);
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            var bytes = classes.get(name);
            if (bytes == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
