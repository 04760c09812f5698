// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.storage;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** What upstream's storage plugins write with, so that data outlives a storage that is slow or away for a while. */
class StorageHooks {

    private static final String PLUGIN = "org.apache.skywalking.oap.server.storage.plugin.";
    private static final String CLIENT = "org.apache.skywalking.banyandb.v1.client.";
    private static final String OURS = "io.skyquark.oap.server.storage.";

    @BuildStep
    void write(BuildProducer<UpstreamHookBuildItem> hooks) {
        var jdbc = PLUGIN + "jdbc.common.JDBCStorageProvider";
        var banyanDb = PLUGIN + "banyandb.BanyanDBStorageProvider";
        var again = "upstream drops a batch that fails, and what is not stored is not counted";
        hooks.produce(Hooks.remap(jdbc, PLUGIN + "jdbc.common.dao.JDBCBatchDAO", OURS + "JdbcWrites", 2, again));
        hooks.produce(Hooks.remap(banyanDb, PLUGIN + "banyandb.BanyanDBBatchDAO", OURS + "BanyanDbWrites", 2, again));
        var patient = "a metric whose stored value cannot be read is not taken for a new one, and records know their kind";
        hooks.produce(Hooks.remap(jdbc, PLUGIN + "jdbc.common.dao.JDBCStorageDAO", OURS + "JdbcStorage", 2, patient));
        hooks.produce(Hooks.remap(banyanDb, PLUGIN + "banyandb.stream.BanyanDBStorageDAO", OURS + "BanyanDbStorage", 2, patient));
    }

    @BuildStep
    UpstreamHookBuildItem boundWhatWaits() {
        return Hooks.remap("org.apache.skywalking.oap.server.core.analysis.data.MergableBufferedData", "java.util.HashMap", OURS + "WaitingMetrics", 2,
            "metrics that wait for a storage that does not answer have a bound");
    }

    @BuildStep
    void readSchemasAtOnce(BuildProducer<UpstreamHookBuildItem> hooks) {
        hooks.produce(Hooks.create(PLUGIN + "banyandb.BanyanDBStorageClient", CLIENT + "BanyanDBClient", OURS + "OapBanyanDbClient", 2,
            "a start waits for BanyanDB, and reads the schemas of each group in one call, not in two for each of 1,900 measures"));
        hooks.produce(Hooks.remap(CLIENT + "metadata.MetadataCache", CLIENT + "util.CopyOnWriteMap", "java.util.concurrent.ConcurrentHashMap", 2,
            "each of 1,900 schemas that are added copies all that were added before"));
    }

    @BuildStep
    void answerFromBanyanDb(BuildProducer<UpstreamHookBuildItem> hooks) {
        var provider = PLUGIN + "banyandb.BanyanDBStorageProvider";
        hooks.produce(Hooks.remap(provider, PLUGIN + "banyandb.BanyanDBUITemplateManagementDAO", OURS + "BanyanDbTemplates", 2,
            "a change of a dashboard that does not exist must not break the list of dashboards"));
        hooks.produce(Hooks.remap(provider, PLUGIN + "banyandb.measure.BanyanDBMetadataQueryDAO", OURS + "BanyanDbMetadata", 2,
            "hierarchies ask for the instances of all times, over which upstream's class fails"));
        hooks.produce(Hooks.constant(PLUGIN + "banyandb.measure.BanyanDBHierarchyQueryDAO", "readInstanceHierarchyRelations", "service_hierarchy_relation",
            "instance_hierarchy_relation", 1, "upstream asks for the relations of instances among those of services"));
    }
}
