// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import static io.quarkus.deployment.annotations.ExecutionTime.RUNTIME_INIT;

import java.util.List;

import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.HotDeploymentWatchedFileBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.skyquark.oap.deployment.CatalogBuildItem;
import io.skyquark.oap.deployment.hook.LiveHooks;
import io.skyquark.oap.deployment.spi.RuleFileBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.runtime.LiveReloadRecorder;
import io.skyquark.oap.runtime.OapBuildTimeConfig;

/** In development a changed rule file is replaced in the running server; what that cannot do starts the server again. */
class LiveRulesProcessor {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String CONVERTER = "org.apache.skywalking.oap.meter.analyzer.MetricConvert";
    private static final String LOG_RULES = "org.apache.skywalking.oap.log.analyzer.provider.log.listener.LogFilterListener$Factory";
    private static final String HIERARCHY = CORE + "config.HierarchyDefinitionService";
    private static final String LIVE = "io.skyquark.oap.server.rule.LiveRules";
    private static final String REASON = "only in development, where rules are replaced in the running server";

    @BuildStep
    void openRules(BuildProducer<UpstreamHookBuildItem> hooks) {
        produce(hooks, LiveHooks.reportConstructed(CONVERTER,
            "(Lorg/apache/skywalking/oap/meter/analyzer/MetricRuleConfig;Lorg/apache/skywalking/oap/server/core/analysis/meter/MeterSystem;)V", LIVE, 1, REASON));
        produce(hooks, LiveHooks.reportConstructed(LOG_RULES, "(Lorg/apache/skywalking/oap/server/library/module/ModuleManager;"
            + "Lorg/apache/skywalking/oap/log/analyzer/provider/LogAnalyzerModuleConfig;)V", LIVE, 1, REASON));
        produce(hooks, LiveHooks.reportConstructed(HIERARCHY, "(Lorg/apache/skywalking/oap/server/core/CoreModuleConfig;)V", LIVE, 1, REASON));
        produce(hooks, LiveHooks.replaceFields(CONVERTER, List.of("analyzers"), REASON));
        produce(hooks, LiveHooks.replaceFields(LOG_RULES, List.of("dsls"), REASON));
        produce(hooks, LiveHooks.replaceFields(HIERARCHY, List.of("hierarchyDefinition", "layerLevels", "matchingRules"), REASON));
        produce(hooks, LiveHooks.replaceFields(CORE + "hierarchy.HierarchyService", List.of("hierarchyDefinition"), REASON));
        produce(hooks, LiveHooks.replaceFields(CORE + "query.HierarchyQueryService", List.of("hierarchyDefinition", "layerLevels"), REASON));
    }

    private static void produce(BuildProducer<UpstreamHookBuildItem> hooks, UpstreamHookBuildItem hook) {
        hooks.produce(hook.inDevelopment());
    }

    @BuildStep(onlyIf = IsDevelopment.class)
    @Record(RUNTIME_INIT)
    void announceServer(LiveReloadRecorder recorder, ShutdownContextBuildItem shutdown) {
        recorder.announceServer(shutdown);
    }

    @BuildStep(onlyIf = IsDevelopment.class)
    HotDeploymentWatchedFileBuildItem followRules(OapBuildTimeConfig config, CatalogBuildItem catalog, List<RuleFileBuildItem> texts,
                                                  CompiledRulesBuildItem rules, OutputTargetBuildItem target,
                                                  BuildProducer<HotDeploymentWatchedFileBuildItem> others) {
        var sources = config.configDir().isPresent() ? RuleSources.below(config.configDir().get()) : RuleSources.ofApplication();
        texts.stream().map(RuleFileBuildItem::file).filter(file -> !sources.files().containsKey(file))
            .forEach(file -> others.produce(new HotDeploymentWatchedFileBuildItem(CatalogBuildItem.OWN + "/" + file)));
        var restart = new RestartFile(target.getOutputDirectory().resolve("skywalking").resolve("restart"));
        LiveRules.follow(new LiveRules(sources, texts, rules, restart));
        return new HotDeploymentWatchedFileBuildItem(restart.path());
    }
}
