// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server;

import java.beans.Introspector;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.skywalking.oap.server.core.CoreModule;
import org.apache.skywalking.oap.server.core.RunningMode;
import org.apache.skywalking.oap.server.core.status.ServerStatusService;
import org.apache.skywalking.oap.server.library.module.ModuleManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.model.OapHealth;
import io.skyquark.oap.model.OapParts;
import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.model.OapStartException;
import io.skyquark.oap.server.cluster.Cluster;
import io.skyquark.oap.server.dynamic.LocalFiles;
import io.skyquark.oap.server.grpc.OapGrpcServers;
import io.skyquark.oap.server.http.OapHttpServers;
import io.skyquark.oap.server.lifecycle.Drain;
import io.skyquark.oap.server.module.OapApplicationConfiguration;
import io.skyquark.oap.server.resource.OapResources;
import io.skyquark.oap.server.rule.CompiledRules;
import io.skyquark.oap.server.rule.mal.FamilyFactory;
import io.skyquark.oap.server.rule.mal.MalFamilies;
import io.skyquark.oap.server.scan.CompiledMeters;
import io.skyquark.oap.server.storage.OapBanyanDbClient;
import io.skyquark.oap.server.storage.OapPool;
import io.skyquark.oap.server.storage.StorageMonitor;

/** Starts upstream's own {@link ModuleManager} with the catalogs that augmentation made, and ends everything it started. */
public final class OapServerImpl implements OapServer {

    private static final Logger LOG = LoggerFactory.getLogger(OapServerImpl.class);

    /** Twice the one, the other and a second for ending the threads stay below the ten seconds that a stop may take. */
    private static final Duration STOP_ACCEPTING = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(6);

    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean started;
    private volatile boolean booted;

    @Override
    public void boot(OapParts parts) {
        var manager = new ModuleManager("Apache SkyWalking OAP");
        OapRuntime.set(parts, manager);
        CompiledRules.boot(parts.rules());
        MalFamilies.use((FamilyFactory) parts.rules().access());
        CompiledMeters.boot();
        Cluster.reset();
        LocalFiles.reset();
        started = true;
        RunningMode.setMode(parts.settings().mode());
        var configuration = OapApplicationConfiguration.of(parts.configuration());
        try {
            manager.init(configuration);
            manager.find(CoreModule.NAME).provider().getService(ServerStatusService.class)
                .bootedNow(OapApplicationConfiguration.shown(parts.configuration()), System.currentTimeMillis());
            Cluster.booted();
            LocalFiles.booted();
        } catch (OapStartException e) {
            throw e;
        } catch (Exception e) {
            throw new OapStartException("OAP does not start: " + e.getMessage(), e);
        }
        OapHttpServers.awaitOpen();
        OapBanyanDbClient.booted();
        StorageMonitor.start();
        OapGrpcServers.measure();
        booted = true;
    }

    @Override
    public OapHealth health() {
        if (!booted || stopped.get()) {
            return new OapHealth(false, false, stopped.get() ? "stopping" : "booting");
        }
        var problem = StorageMonitor.problem();
        return new OapHealth(true, problem.isEmpty(), problem);
    }

    @Override
    public void stop() {
        if (!started || !stopped.compareAndSet(false, true)) {
            return;
        }
        OapHttpServers.stopAccepting(STOP_ACCEPTING);
        int refused = OapGrpcServers.stopAccepting(STOP_ACCEPTING);
        if (refused > 0) {
            LOG.warn("{} gRPC calls had not ended and were refused, their senders will send again", refused);
        }
        Drain.run(DRAIN);
        OapGrpcServers.close();
        OapHttpServers.close();
        StorageMonitor.stop();
        OapPool.closeAll();
        OapBanyanDbClient.closeAll();
        try {
            OapResources.close();
        } catch (IOException e) {
            LOG.warn("Temporary files stay behind: {}", e.getMessage());
        }
        // The JDK's cache of bean properties refers softly to the classes that YAML files were read into, and so keeps this OAP until memory runs short.
        Introspector.flushCaches();
    }
}
