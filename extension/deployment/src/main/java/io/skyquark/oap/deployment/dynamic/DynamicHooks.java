// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.dynamic;

import java.util.Map;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Values that change while the server runs, from the dynamic configuration or from files. */
class DynamicHooks {

    private static final String UPSTREAM = "org.apache.skywalking.oap.server.";
    private static final String API = UPSTREAM + "configuration.api.";
    private static final String REGISTER = API + "ConfigWatcherRegister";
    private static final String WATCHER = API + "ConfigChangeWatcher";
    private static final String OURS = "io.skyquark.oap.server.dynamic.";

    /** Class to how many watchers it registers. */
    private static final Map<String, Integer> OWNERS = Map.of(
        UPSTREAM + "core.CoreModuleProvider", 5,
        UPSTREAM + "analyzer.provider.AnalyzerModuleProvider", 5,
        UPSTREAM + "core.alarm.provider.AlarmModuleProvider", 1,
        UPSTREAM + "receiver.configuration.discovery.ConfigurationDiscoveryProvider", 1);

    @BuildStep
    void checkValues(BuildProducer<UpstreamHookBuildItem> hooks) {
        var why = "a value that cannot be used changes nothing, and keeps no other key from being looked at";
        hooks.produce(Hooks.interceptCall(REGISTER, WATCHER, "notify", "(L" + internal(WATCHER) + "$ConfigChangeEvent;)V", OURS + "DynamicValues", WATCHER, 2, why));
        var group = API + "GroupConfigChangeWatcher";
        hooks.produce(Hooks.interceptCall(REGISTER, group, "notifyGroup", "(Ljava/util/Map;)V", OURS + "DynamicValues", group, 1, why));
    }

    @BuildStep
    void watchFiles(BuildProducer<UpstreamHookBuildItem> hooks) {
        var service = API + "DynamicConfigurationService";
        OWNERS.forEach((owner, sites) -> hooks.produce(Hooks.interceptCall(owner, service, "registerConfigChangeWatcher", "(L" + internal(WATCHER) + ";)V",
            OURS + "LocalFiles", service, sites, "what can be changed at run time can be changed in its file, too")));
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }
}
