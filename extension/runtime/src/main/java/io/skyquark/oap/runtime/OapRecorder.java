// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

import org.joda.time.LocalDateTime;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.model.ConnectionAge;
import io.skyquark.oap.model.ModuleCatalog;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.model.OapParts;
import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.model.OapSettings;
import io.skyquark.oap.model.RuleCatalog;
import io.skyquark.oap.model.StorageLimits;
import io.skyquark.oap.runtime.config.OapConfigurationLoader;
import io.vertx.core.Vertx;

/** Boots OAP before any port opens, beside those parts of Quarkus that do not need it. */
@Recorder
public class OapRecorder {

    /** Some minutes, so that a new server has its share before it would be missed. */
    private static final Duration CLUSTER_CONNECTION_AGE = Duration.ofMinutes(5);

    private final RuntimeValue<OapRunTimeConfig> config;

    public OapRecorder(RuntimeValue<OapRunTimeConfig> config) {
        this.config = config;
    }

    public RuntimeValue<OapBoot> boot(RuntimeValue<OapServer> server, RuntimeValue<ClassCatalog> classes, RuntimeValue<ModuleCatalog> modules,
                                      RuntimeValue<RuleCatalog> rules, String catalog, Supplier<Vertx> vertx, ShutdownContext shutdown) {
        var configuration = OapConfigurationLoader.load();
        var boot = OapBoot.begin(server.getValue(), new OapParts(configuration, classes.getValue(), modules.getValue(), rules.getValue(), catalog, vertx.get(),
            settings(configuration)));
        // For a boot that fails half-way; one that succeeds is stopped by OapLifecycle, earlier.
        shutdown.addShutdownTask(boot::stop);
        OapConfigurationLoader.report();
        return new RuntimeValue<>(boot);
    }

    /** Returns when the server has booted. */
    public void await(RuntimeValue<OapBoot> boot) {
        prepareMeanwhile();
        boot.getValue().await();
    }

    /**
     * What the end of the start will need, and a native process unpacks or reads: the numerals of the locale, in which Quarkus' gRPC server tells its port, and
     * the table of time zones, with which the alarm module tells the time.
     */
    private static void prepareMeanwhile() {
        DecimalFormatSymbols.getInstance(Locale.getDefault(Locale.Category.FORMAT));
        LocalDateTime.now();
    }

    private OapSettings settings(OapConfiguration configuration) {
        var storage = config.getValue().storage();
        return new OapSettings(new StorageLimits(storage.bootTimeout(), storage.waitingRecords(), storage.waitingMetrics()), connectionAge(configuration),
            config.getValue().mode().orElse(System.getProperty("mode")), config.getValue().http().singlePort());
    }

    private ConnectionAge connectionAge(OapConfiguration configuration) {
        var grpc = config.getValue().grpc();
        var cluster = configuration.module("cluster");
        var unset = cluster == null || cluster.provider().equals("standalone") ? Duration.ZERO : CLUSTER_CONNECTION_AGE;
        return new ConnectionAge(grpc.maxConnectionAge().orElse(unset), grpc.maxConnectionAgeJitter(), grpc.maxConnectionAgeGrace());
    }
}
