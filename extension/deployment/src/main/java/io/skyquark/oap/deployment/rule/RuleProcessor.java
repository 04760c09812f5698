// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jboss.logging.Logger;

import io.quarkus.deployment.GeneratedClassGizmo2Adaptor;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.runtime.LaunchMode;
import io.skyquark.oap.deployment.CatalogBuildItem;
import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.mal.MalDrift;
import io.skyquark.oap.deployment.spi.MeterBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.RuleFileBuildItem;

/** Compiles the MAL, LAL and hierarchy rules; at run time they are selected, never parsed. */
class RuleProcessor {

    private static final Logger LOG = Logger.getLogger(RuleProcessor.class);

    /** What the files came to in an augmentation, for the reload after it; by name, and flawless ones only. */
    private record Kept(String fingerprint, Map<String, KeptFile> files) {
    }

    private record KeptFile(String text, CompiledFile compiled) {
    }

    /** Classes of meters that an augmentation made, for the reload after it. */
    private record MeterFiles(Map<MeterClass, byte[]> bytes) {
    }

    private record MeterClass(String metric, String functionClass, String scope) {
    }

    @BuildStep
    void readRules(CatalogBuildItem catalog, BuildProducer<RuleFileBuildItem> rules) {
        catalog.files().forEach((file, path) -> {
            if (RuleFolders.isRuleFile(file)) {
                try {
                    rules.produce(new RuleFileBuildItem(file, Files.readString(path)));
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read " + path, e);
                }
            }
        });
    }

    @BuildStep
    CompiledRulesBuildItem compile(List<RuleFileBuildItem> rules, CombinedIndexBuildItem index, CurateOutcomeBuildItem application,
                                   OutputTargetBuildItem target, LaunchModeBuildItem launchMode, LiveReloadBuildItem reload) {
        long start = System.nanoTime();
        var functions = MeterFunctions.of(index.getIndex());
        var isolation = RuleIsolation.open(IsolatedClassPath.of(application.getApplicationModel()), functions.keySet());
        var compilation = new RuleCompilation(isolation, functions, target.getOutputDirectory());
        var before = reload.getContextObject(Kept.class);
        var kept = before != null && before.fingerprint().equals(compilation.fingerprint()) ? before.files() : Map.<String, KeptFile>of();
        Map<String, KeptFile> flawless = new HashMap<>();
        List<CompiledFile> files = new ArrayList<>();
        for (var rule : rules.stream().sorted().toList()) {
            var last = kept.get(rule.file());
            var file = last != null && last.text().equals(rule.text()) ? last.compiled() : compilation.compile(rule.file(), rule.text());
            if (file.findings().isEmpty()) {
                flawless.put(rule.file(), new KeptFile(rule.text(), file));
            }
            files.add(file);
        }
        reload.setContextObject(Kept.class, new Kept(compilation.fingerprint(), flawless));
        isolation.release(launchMode.getLaunchMode() != LaunchMode.NORMAL);
        LOG.debugf("Compiled %d of %d rule files in %d ms", compilation.compiled(), rules.size(), (System.nanoTime() - start) / 1_000_000);
        return new CompiledRulesBuildItem(compilation, files);
    }

    @BuildStep
    void reportProblems(CompiledRulesBuildItem rules, BuildProducer<ProblemBuildItem> problems) {
        Map<String, String> owners = new HashMap<>();
        for (var file : rules.files()) {
            file.findings().forEach(finding -> problems.produce(new ProblemBuildItem(finding.code(), file.file(), finding.at().line(), finding.at().column(),
                finding.text(), finding.hint())));
            var owner = file.className() == null ? null : owners.putIfAbsent(file.className(), file.file());
            if (owner != null) {
                problems.produce(new ProblemBuildItem("RULE_FILE", file.file(), 0, 0, "the file's name differs from " + owner
                    + " only in characters that class names do not have", "rename it"));
            }
        }
        problems.produce(new MeterClasses(rules.files()).problems());
    }

    @BuildStep
    void checkLanguage(CombinedIndexBuildItem index, BuildProducer<ProblemBuildItem> problems) {
        problems.produce(MalDrift.check(index.getIndex()));
    }

    @BuildStep
    void defineClasses(CompiledRulesBuildItem rules, CombinedIndexBuildItem index, LiveReloadBuildItem reload, BuildProducer<GeneratedClassBuildItem> classes,
                       BuildProducer<GeneratedResourceBuildItem> resources) {
        SortedMap<String, String> catalog = new TreeMap<>();
        for (var file : rules.files()) {
            file.classes().forEach(generated -> classes.produce(new GeneratedClassBuildItem(true, generated.name(), generated.bytes())));
            if (file.className() != null) {
                catalog.put(file.file(), file.className());
            }
        }
        new RuleCatalogGenerator(Gizmo.create(new GeneratedClassGizmo2Adaptor(classes, resources, true))).catalog(catalog);
        var before = reload.getContextObject(MeterFiles.class);
        var known = before == null ? Map.<MeterClass, byte[]>of() : before.bytes();
        Map<MeterClass, byte[]> made = new HashMap<>();
        var functions = MeterFunctions.of(index.getIndex());
        for (var meter : new MeterClasses(rules.files()).meters()) {
            var key = new MeterClass(meter.metric(), functions.get(meter.function()), meter.scope());
            var bytes = known.containsKey(key) ? known.get(key) : rules.compilation().meterClass(meter).bytes();
            made.put(key, bytes);
            classes.produce(new GeneratedClassBuildItem(true, RuleCatalogGenerator.meterClass(meter.metric()), bytes));
        }
        reload.setContextObject(MeterFiles.class, new MeterFiles(made));
    }

    @BuildStep
    void listMeters(CompiledRulesBuildItem rules, BuildProducer<MeterBuildItem> meters) {
        rules.files().forEach(file -> file.meters().forEach(meter ->
            meters.produce(new MeterBuildItem(file.file(), meter.metric(), meter.function(), meter.scope(), RuleCatalogGenerator.meterClass(meter.metric())))));
    }
}
