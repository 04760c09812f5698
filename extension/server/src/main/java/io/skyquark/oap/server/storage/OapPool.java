// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.pool.DataSource;
import io.skyquark.oap.model.OapStartException;

/**
 * An Agroal pool with the shape of {@code com.zaxxer.hikari.HikariDataSource} that upstream's JDBC client uses. Agroal is what Quarkus builds natively,
 * and it validates and reaps connections without a thread a pool.
 */
public final class OapPool {

    private static final List<OapPool> OPEN = new CopyOnWriteArrayList<>();
    private static final int PROBE_SECONDS = 2;
    private static final Duration VALIDATE_IDLE = Duration.ofSeconds(1);

    private final AgroalDataSource pool;
    private final Callable<?> probe = this::ask;

    public OapPool(OapPoolConfig config) {
        var supplier = new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool -> pool
                .maxSize(config.maxSize)
                .minSize(config.minSize)
                .acquisitionTimeout(config.connectionTimeout)
                .reapTimeout(config.idleTimeout)
                .maxLifetime(config.maxLifetime)
                // After a restart of the database the pool is full of connections that are none any more.
                .idleValidationTimeout(VALIDATE_IDLE)
                .connectionValidator(ConnectionValidator.defaultValidatorWithTimeout(PROBE_SECONDS))
                .exceptionSorter(OapPool::endsConnection)
                .connectionFactoryConfiguration(factory -> {
                    factory.jdbcUrl(config.url).connectionProviderClass(driver(config.url));
                    if (config.user != null) {
                        factory.principal(new NamePrincipal(config.user));
                    }
                    if (config.password != null) {
                        factory.credential(new SimplePassword(config.password));
                    }
                    config.driverProperties.forEach(factory::jdbcProperty);
                    return factory;
                }));
        // Agroal's own factory method looks for the implementation with a ServiceLoader.
        this.pool = new DataSource(supplier.get());
        OPEN.add(this);
        StorageBoot.awaitAnswer(config.url.replaceFirst("[?;].*", ""), this::ask);
        StorageMonitor.watch(probe);
    }

    private static boolean endsConnection(SQLException failure) {
        return StorageFailures.passes(failure);
    }

    private Void ask() throws SQLException {
        try (var connection = getConnection()) {
            if (!connection.isValid(PROBE_SECONDS)) {
                throw new SQLRecoverableException("the connection is not valid");
            }
        }
        return null;
    }

    private static Class<?> driver(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return org.h2.Driver.class;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return org.postgresql.Driver.class;
        }
        throw new OapStartException("no JDBC driver for '" + url + "'; built in are jdbc:h2: and jdbc:postgresql:");
    }

    public Connection getConnection() throws SQLException {
        return pool.getConnection();
    }

    public void close() {
        OPEN.remove(this);
        StorageMonitor.forget(probe);
        pool.close();
    }

    public static void closeAll() {
        OPEN.forEach(OapPool::close);
    }
}
