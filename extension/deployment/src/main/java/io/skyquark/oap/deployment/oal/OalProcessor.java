// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jboss.logging.Logger;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.skyquark.oap.deployment.CatalogBuildItem;
import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.oal.exchange.OalClass;
import io.skyquark.oap.deployment.oal.exchange.OalDefinition;
import io.skyquark.oap.deployment.oal.exchange.OalDisable;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;
import io.skyquark.oap.deployment.spi.ClassCatalogEntryBuildItem;
import io.skyquark.oap.deployment.spi.OalBuilderBuildItem;
import io.skyquark.oap.deployment.spi.OalMetricBuildItem;
import io.skyquark.oap.deployment.spi.OalScriptBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.runtime.OapBuildTimeConfig;

/** Compiles the OAL scripts with upstream's own engine; at run time the classes are looked up, never generated. */
class OalProcessor {

    private static final Logger LOG = Logger.getLogger(OalProcessor.class);
    private static final String LOADER_SERVICE = "org.apache.skywalking.oap.server.core.oal.rt.OALEngineLoaderService";
    /** By name: the class links OAP's types. */
    private static final String ENGINE_LOOKUP = "io.skyquark.oap.server.oal.OalEngineLookup";

    /** What the scripts came to in an augmentation, for the reload after it; by name, and flawless ones only. */
    private record Kept(String fingerprint, Map<String, KeptScript> scripts) {
    }

    private record KeptScript(OalDefinition definition, String text, OalOutput output) {
    }

    @BuildStep
    OalIsolationBuildItem isolateEngine(CurateOutcomeBuildItem application, CombinedIndexBuildItem index, OapBuildTimeConfig config) {
        return new OalIsolationBuildItem(IsolatedClassPath.of(application.getApplicationModel()), OalScan.of(index.getIndex(), config.extraModelColumns()));
    }

    /** A script that the catalog lacks is no problem here: upstream misses it only when the module that wants it starts. */
    @BuildStep
    void readScripts(OalIsolationBuildItem isolation, CatalogBuildItem catalog, BuildProducer<OalScriptBuildItem> scripts) {
        for (var definition : isolation.definitions()) {
            var file = catalog.files().get(definition.script());
            if (file != null) {
                try {
                    scripts.produce(new OalScriptBuildItem(definition, Files.readString(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read " + file, e);
                }
            }
        }
    }

    @BuildStep
    OalOutputBuildItem compile(List<OalScriptBuildItem> scripts, OalIsolationBuildItem isolation, OutputTargetBuildItem target,
                              LaunchModeBuildItem launchMode, LiveReloadBuildItem reload) {
        long start = System.nanoTime();
        var cache = new OalCache(target.getOutputDirectory().resolve("skywalking").resolve("oal-cache"), isolation.fingerprint());
        var before = reload.getContextObject(Kept.class);
        var kept = before != null && before.fingerprint().equals(isolation.fingerprint()) ? before.scripts() : Map.<String, KeptScript>of();
        Map<String, KeptScript> flawless = new HashMap<>();
        Map<String, OalOutput> outputs = new TreeMap<>();
        int compiled = 0;
        for (var script : scripts) {
            var name = script.definition().script();
            var output = kept(kept.get(name), script).or(() -> cache.read(script.definition(), script.text())).orElse(null);
            if (output == null) {
                compiled++;
                output = isolation.compile(script.definition(), script.text(), cache.latest(script.definition()));
                if (output.findings().isEmpty()) {
                    cache.write(script.definition(), script.text(), output);
                }
            }
            if (output.findings().isEmpty()) {
                flawless.put(name, new KeptScript(script.definition(), script.text(), output));
            }
            outputs.put(name, output);
        }
        reload.setContextObject(Kept.class, new Kept(isolation.fingerprint(), flawless));
        isolation.release(launchMode.getLaunchMode() != LaunchMode.NORMAL);
        LOG.debugf("Compiled %d of %d OAL scripts in %d ms", compiled, scripts.size(), (System.nanoTime() - start) / 1_000_000);
        return new OalOutputBuildItem(outputs);
    }

    private static Optional<OalOutput> kept(KeptScript kept, OalScriptBuildItem script) {
        return Optional.ofNullable(kept).filter(last -> last.definition().equals(script.definition()) && last.text().equals(script.text()))
            .map(KeptScript::output);
    }

    @BuildStep
    void reportProblems(OalOutputBuildItem outputs, OalIsolationBuildItem isolation, BuildProducer<ProblemBuildItem> problems) {
        problems.produce(OalScripts.check(outputs.outputs(), isolation.streams()));
    }

    @BuildStep
    void defineClasses(OalOutputBuildItem outputs, BuildProducer<GeneratedClassBuildItem> classes, BuildProducer<OalMetricBuildItem> metrics) {
        outputs.outputs().forEach((script, output) -> {
            output.classes().forEach(generated -> classes.produce(new GeneratedClassBuildItem(true, generated.name(), generated.bytes())));
            output.metrics().forEach(metric -> metrics.produce(new OalMetricBuildItem(script, metric)));
        });
    }

    @BuildStep
    void listBuilders(OalOutputBuildItem outputs, BuildProducer<OalBuilderBuildItem> builders) {
        outputs.outputs().values().forEach(output -> names(output, OalClass.Kind.BUILDER).forEach(name -> builders.produce(new OalBuilderBuildItem(name))));
    }

    @BuildStep
    void listClasses(OalOutputBuildItem outputs, OalIsolationBuildItem isolation, BuildProducer<ClassCatalogEntryBuildItem> entries) {
        entries.produce(ClassCatalogEntryBuildItem.ofNames(ClassCatalog.EXTRA_COLUMNS, List.of(String.valueOf(isolation.extraColumns()))));
        outputs.outputs().forEach((script, output) -> {
            entries.produce(ClassCatalogEntryBuildItem.ofClasses(ClassCatalog.metrics(script), names(output, OalClass.Kind.METRICS)));
            entries.produce(ClassCatalogEntryBuildItem.ofClasses(ClassCatalog.dispatchers(script), names(output, OalClass.Kind.DISPATCHER)));
            entries.produce(ClassCatalogEntryBuildItem.ofNames(ClassCatalog.disabled(script),
                output.disables().stream().map(OalDisable::name).toList()));
        });
    }

    private static List<String> names(OalOutput output, OalClass.Kind kind) {
        return output.classes().stream().filter(generated -> generated.kind() == kind).map(OalClass::name).toList();
    }

    @BuildStep
    UpstreamHookBuildItem lookUpInsteadOfGenerating() {
        return Hooks.delegate(LOADER_SERVICE, "loadOALEngine",
            "(Lorg/apache/skywalking/oap/server/core/oal/rt/OALDefine;)Lorg/apache/skywalking/oap/server/core/oal/rt/OALEngine;", ENGINE_LOOKUP,
            "upstream's engine generates classes at run time and is not on the run-time class path");
    }
}
