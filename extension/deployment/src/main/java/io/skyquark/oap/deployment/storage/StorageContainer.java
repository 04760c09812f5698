// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.storage;

import java.time.Duration;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

import io.quarkus.deployment.builditem.Startable;

/** A storage server in a container. */
final class StorageContainer extends GenericContainer<StorageContainer> implements Startable {

    private static final Duration TIME_TO_START = Duration.ofMinutes(2);

    private final int port;

    private StorageContainer(String image, int port) {
        super(DockerImageName.parse(image));
        this.port = port;
        withStartupTimeout(TIME_TO_START);
    }

    static StorageContainer banyanDb(String image) {
        int http = 17913;
        var container = new StorageContainer(image, 17912);
        return container.withExposedPorts(container.port, http).withCommand("standalone").waitingFor(Wait.forHttp("/api/healthz").forPort(http));
    }

    static StorageContainer postgreSql(String image, String database, String password) {
        var container = new StorageContainer(image, 5432);
        // It says so once while it initialises the database, and again when it is open to others.
        return container.withExposedPorts(container.port).withEnv("POSTGRES_DB", database).withEnv("POSTGRES_PASSWORD", password)
            .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2));
    }

    /** Host and port. */
    @Override
    public String getConnectionInfo() {
        return getHost() + ":" + getMappedPort(port);
    }

    @Override
    public void close() {
        super.close();
    }
}
