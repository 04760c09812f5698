// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.lifecycle;

import java.util.Map;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.logging.LogCleanupFilterBuildItem;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** The hooks that make upstream's threads, pools and files belong to the server's life cycle. */
class LifecycleProcessor {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String OURS = "io.skyquark.oap.server.";
    private static final String JDBC = "org.apache.skywalking.oap.server.storage.plugin.jdbc.";

    /** Class to the number of its mentions of {@code java.util.concurrent.Executors}. */
    private static final Map<String, Integer> POOL_OWNERS = Map.ofEntries(
        Map.entry(CORE + "alarm.provider.AlarmCore", 1),
        Map.entry(CORE + "cache.CacheUpdateTimer", 1),
        Map.entry(CORE + "config.group.EndpointNameGrouping", 1),
        Map.entry(CORE + "hierarchy.HierarchyService", 1),
        Map.entry(CORE + "profiling.ebpf.analyze.EBPFProfilingAnalyzer", 1),
        Map.entry(CORE + "remote.client.RemoteClientManager", 1),
        Map.entry(CORE + "storage.PersistenceTimer", 2),
        Map.entry(CORE + "storage.ttl.DataTTLKeeperTimer", 1),
        Map.entry("org.apache.skywalking.oap.server.configuration.api.FetchingConfigWatcherRegister", 1),
        Map.entry("org.apache.skywalking.oap.server.fetcher.cilium.handler.CiliumFlowListener", 1),
        Map.entry("org.apache.skywalking.oap.server.fetcher.cilium.nodes.CiliumNodeManager", 2),
        Map.entry("org.apache.skywalking.oap.server.health.checker.provider.HealthCheckerProvider", 1),
        Map.entry("org.apache.skywalking.oap.server.library.util.MultipleFilesChangeMonitor", 1),
        Map.entry("org.apache.skywalking.oap.server.receiver.ebpf.provider.handler.AccessLogServiceHandler", 1),
        Map.entry("org.apache.skywalking.oap.log.analyzer.dsl.spec.sink.sampler.RateLimitingSampler$ResetHandler", 1));

    @BuildStep
    void ownPools(BuildProducer<UpstreamHookBuildItem> hooks) {
        POOL_OWNERS.forEach((owner, sites) -> hooks.produce(Hooks.remap(owner, "java.util.concurrent.Executors", OURS + "lifecycle.OapExecutors", sites,
            "upstream never stops its pools: ours are named after their owner and end with the server")));
        hooks.produce(Hooks.remap("org.apache.skywalking.oap.query.graphql.AsyncQueryUtils", "java.util.concurrent.ForkJoinPool",
            OURS + "lifecycle.OapForkJoinPool", 4, "the pool of asynchronous queries ends with the server"));
    }

    @BuildStep
    UpstreamHookBuildItem checkHealthAtOnce() {
        var scheduler = "java.util.concurrent.ScheduledExecutorService";
        return Hooks.interceptCall("org.apache.skywalking.oap.server.health.checker.provider.HealthCheckerProvider", scheduler, "scheduleAtFixedRate",
            "(Ljava/lang/Runnable;JJLjava/util/concurrent/TimeUnit;)Ljava/util/concurrent/ScheduledFuture;", OURS + "lifecycle.HealthChecks", scheduler, 1,
            "a server that is ready after milliseconds says so, not seconds later");
    }

    @BuildStep
    void ownQueues(BuildProducer<UpstreamHookBuildItem> hooks) {
        var queue = "org.apache.skywalking.oap.server.library.datacarrier.consumer.";
        var worker = OURS + "lifecycle.ConsumerWorker";
        var why = "the server can wait until every queue has been consumed, and end the threads";
        Map.of("ConsumerThread", 4, "MultipleChannelsConsumer", 3).forEach((thread, sites) -> {
            hooks.produce(Hooks.remap(queue + thread, "java.lang.Thread", worker, sites, why));
            hooks.produce(Hooks.openMethod(queue + thread, "shutdown", "()V", why));
        });
        var clock = OURS + "lifecycle.DrainClock";
        hooks.produce(Hooks.remap(CORE + "analysis.worker.MetricsAggregateWorker", "java.lang.System", clock, 1,
            "a stopping server does not wait for the flush period of the first aggregation"));
        hooks.produce(Hooks.remap(CORE + "analysis.worker.TopNWorker", "java.lang.System", clock, 2,
            "a stopping server does not wait for the report period of top-n records"));
    }

    @BuildStep
    void findFilesInTheCatalog(BuildProducer<UpstreamHookBuildItem> hooks) {
        var resourceUtils = "org.apache.skywalking.oap.server.library.util.ResourceUtils";
        var methods = Map.of(
            "read", "(Ljava/lang/String;)Ljava/io/Reader;",
            "readToStream", "(Ljava/lang/String;)Ljava/io/InputStream;",
            "getPathFiles", "(Ljava/lang/String;)[Ljava/io/File;",
            "getDirectoryFilesRecursive", "(Ljava/lang/String;I)Ljava/util/List;",
            "getPath", "(Ljava/lang/String;)Ljava/nio/file/Path;");
        methods.forEach((method, descriptor) -> hooks.produce(Hooks.delegate(resourceUtils, method, descriptor, OURS + "resource.OapResources",
            "settings come from the catalog and the working directory; upstream lists folders of the class path as files")));
    }

    @BuildStep
    void poolAndLogging(BuildProducer<UpstreamHookBuildItem> hooks) {
        var client = "org.apache.skywalking.oap.server.library.client.jdbc.hikaricp.JDBCClient";
        hooks.produce(Hooks.remap(client, "com.zaxxer.hikari.HikariConfig", OURS + "storage.OapPoolConfig", 6, "connections come from Agroal"));
        hooks.produce(Hooks.remap(client, "com.zaxxer.hikari.HikariDataSource", OURS + "storage.OapPool", 8, "connections come from Agroal"));
        var installer = JDBC + "common.JDBCTableInstaller";
        var oncePerTable = "the database is asked for the columns of a table once, not twice for each of 1,400 models";
        hooks.produce(Hooks.remap(installer, CORE + "storage.model.ModelInstaller", OURS + "storage.SchemaInstaller", 2, oncePerTable));
        hooks.produce(Hooks.delegate(installer, "isExists", "(L" + (CORE + "storage.model.Model").replace('.', '/') + ";)Z", OURS + "storage.SchemaInstaller", oncePerTable));
        hooks.produce(Hooks.interceptCall(installer, client, "indexExists", "(Ljava/lang/String;Ljava/lang/String;)Z",
            OURS + "storage.SchemaInstaller", client, 4, "the database is asked for the indexes of a table once, not for each of them"));
        hooks.produce(Hooks.interceptCall(JDBC + "common.JDBCStorageProvider", client, "connect", "()V", OURS + "storage.SchemaInstaller", client, 1,
            "the database is opened while modules start"));
        var provider = "org.apache.skywalking.oap.server.library.module.ModuleProvider";
        hooks.produce(Hooks.interceptCall("org.apache.skywalking.oap.server.library.module.BootstrapFlow", provider, "notifyAfterCompleted", "()V",
            OURS + "storage.SchemaInstaller", provider, 1, "tables are made while modules start, and are there when modules are told that all have started"));
        hooks.produce(Hooks.remap(CORE + "CoreModuleProvider", CORE + "logging.LoggingConfigWatcher", OURS + "logging.OapLoggingConfigWatcher", 5,
            "upstream's watcher links log4j-core; the server logs through JBoss LogManager"));
        hooks.produce(Hooks.doNothing("org.antlr.v4.runtime.RuntimeMetaData", "checkVersion", "(Ljava/lang/String;Ljava/lang/String;)V",
            "prints to the error stream that upstream's parsers are of ANTLR 4.11 and graphql-java's of 4.13; the format of the tables, which has to agree, is checked"
                + " where ANTLR reads them"));
    }

    /** Upstream makes a Kubernetes client for each look-up and closes it again; each has a Vert.x of its own, made where a request runs. */
    @BuildStep
    LogCleanupFilterBuildItem clientsForOneLookUp() {
        return new LogCleanupFilterBuildItem("io.vertx.core.impl.VertxImpl", "You're already on a Vert.x context");
    }
}
