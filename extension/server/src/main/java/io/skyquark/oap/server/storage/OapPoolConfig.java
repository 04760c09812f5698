// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.skyquark.oap.model.OapStartException;

/**
 * The JDBC settings below {@code storage.<provider>.properties} in the spelling of HikariCP that upstream's users know, in place of
 * {@code com.zaxxer.hikari.HikariConfig}. Times are milliseconds.
 */
public final class OapPoolConfig {

    private static final int DEFAULT_POOL_SIZE = 10;

    final String url;
    final String user;
    final String password;
    final int maxSize;
    final int minSize;
    final Duration connectionTimeout;
    final Duration idleTimeout;
    final Duration maxLifetime;
    /** What is passed on to the driver, from {@code dataSource.*}. */
    final Map<String, String> driverProperties = new TreeMap<>();

    public OapPoolConfig(Properties properties) {
        Map<String, String> left = new TreeMap<>();
        properties.forEach((key, value) -> left.put(key.toString(), value.toString()));
        // Upstream names the driver's class for H2 only; the URL says the same.
        left.remove("dataSourceClassName");
        left.remove("driverClassName");
        this.url = first(left, "jdbcUrl", "dataSource.url");
        this.user = first(left, "username", "dataSource.user");
        this.password = first(left, "password", "dataSource.password");
        this.maxSize = (int) number(left, "maximumPoolSize", DEFAULT_POOL_SIZE);
        this.minSize = (int) number(left, "minimumIdle", 0);
        this.connectionTimeout = Duration.ofMillis(number(left, "connectionTimeout", 30_000));
        this.idleTimeout = Duration.ofMillis(number(left, "idleTimeout", 600_000));
        this.maxLifetime = Duration.ofMillis(number(left, "maxLifetime", 1_800_000));
        left.remove("poolName");
        left.entrySet().removeIf(entry -> {
            boolean forDriver = entry.getKey().startsWith("dataSource.");
            if (forDriver) {
                driverProperties.put(entry.getKey().substring("dataSource.".length()), entry.getValue());
            }
            return forDriver;
        });
        if (url != null && url.startsWith("jdbc:postgresql:")) {
            // Without it a statement waits for ever for a database whose machine is gone.
            unlessGiven("socketTimeout", "60");
        }
        if (url == null) {
            throw new OapStartException("storage properties need 'jdbcUrl' (or 'dataSource.url'), found only " + properties.keySet());
        }
        if (!left.isEmpty()) {
            throw new OapStartException("storage properties " + left.keySet() + " are not known; the pool takes jdbcUrl, username, password, maximumPoolSize,"
                + " minimumIdle, connectionTimeout, idleTimeout, maxLifetime, poolName, and dataSource.* for the driver");
        }
    }

    private void unlessGiven(String driverProperty, String value) {
        if (!url.contains(driverProperty + '=')) {
            driverProperties.putIfAbsent(driverProperty, value);
        }
    }

    private static String first(Map<String, String> left, String... keys) {
        String found = null;
        for (var key : keys) {
            var value = left.remove(key);
            found = found == null ? value : found;
        }
        return found;
    }

    private static long number(Map<String, String> left, String key, long otherwise) {
        var value = left.remove(key);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new OapStartException("storage property '" + key + "' needs an integer, found '" + value + "'");
        }
    }
}
