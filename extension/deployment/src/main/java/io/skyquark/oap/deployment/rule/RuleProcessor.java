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
    /** Raise it whenever the generated code or the checks change for the same rules. */
    private static final int VERSION = 1;

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
                                   OutputTargetBuildItem target, LaunchModeBuildItem launchMode) {
        long start = System.nanoTime();
        var isolation = RuleIsolation.open(IsolatedClassPath.of(application.getApplicationModel()), MeterFunctions.of(index.getIndex()).keySet());
        var cache = new RuleCache(target.getOutputDirectory().resolve("skywalking").resolve("rule-cache"), VERSION + " " + isolation.fingerprint());
        List<CompiledFile> files = new ArrayList<>();
        int compiled = 0;
        for (var rule : rules.stream().sorted().toList()) {
            var file = cache.read(rule.file(), rule.text()).orElse(null);
            if (file == null) {
                compiled++;
                file = isolation.compile(rule.file(), rule.text());
                if (file.findings().isEmpty()) {
                    cache.write(rule.text(), file);
                }
            }
            files.add(file);
        }
        isolation.release(launchMode.getLaunchMode() != LaunchMode.NORMAL);
        LOG.debugf("Compiled %d of %d rule files in %d ms", compiled, rules.size(), (System.nanoTime() - start) / 1_000_000);
        return new CompiledRulesBuildItem(files);
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
    void defineClasses(CompiledRulesBuildItem rules, CombinedIndexBuildItem index, BuildProducer<GeneratedClassBuildItem> classes,
                       BuildProducer<GeneratedResourceBuildItem> resources) {
        SortedMap<String, String> catalog = new TreeMap<>();
        for (var file : rules.files()) {
            file.classes().forEach(generated -> classes.produce(new GeneratedClassBuildItem(true, generated.name(), generated.bytes())));
            if (file.className() != null) {
                catalog.put(file.file(), file.className());
            }
        }
        var generator = new RuleCatalogGenerator(Gizmo.create(new GeneratedClassGizmo2Adaptor(classes, resources, true)));
        generator.catalog(catalog);
        var functions = MeterFunctions.of(index.getIndex());
        new MeterClasses(rules.files()).meters().forEach(meter -> generator.meter(meter, functions.get(meter.function())));
    }

    @BuildStep
    void listMeters(CompiledRulesBuildItem rules, BuildProducer<MeterBuildItem> meters) {
        rules.files().forEach(file -> file.meters().forEach(meter ->
            meters.produce(new MeterBuildItem(file.file(), meter.metric(), meter.function(), meter.scope(), RuleCatalogGenerator.meterClass(meter.metric())))));
    }
}
