// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.storage;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.DockerStatusBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.skyquark.oap.runtime.OapBuildTimeConfig;

/** In development mode and tests, the storage that {@code SW_STORAGE} selects runs in a container, unless it has an address. */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
class StorageDevServices {

    private static final Logger LOG = Logger.getLogger(StorageDevServices.class);
    private static final String FEATURE = "skywalking-oap";
    private static final String SELECTED = "SW_STORAGE";
    private static final String OWN_FILE = "quarkus.skywalking.application-file";

    private static final String BANYANDB = "banyandb";
    private static final String TARGETS = "SW_STORAGE_BANYANDB_TARGETS";

    private static final String POSTGRESQL = "postgresql";
    private static final String URL = "SW_JDBC_URL";
    private static final String USER = "SW_DATA_SOURCE_USER";
    private static final String PASSWORD = "SW_DATA_SOURCE_PASSWORD";
    private static final String DATABASE = "skywalking";
    private static final String SUPERUSER = "postgres";

    @BuildStep
    void startStorage(OapBuildTimeConfig config, DockerStatusBuildItem docker, BuildProducer<DevServicesResultBuildItem> services) {
        var settings = ConfigProvider.getConfig();
        var selected = settings.getOptionalValue(SELECTED, String.class).orElse("");
        if (!config.devservices().enabled()) {
            return;
        }
        if (selected.equals(BANYANDB) && hasNoAddress(settings, List.of(TARGETS, "storage.banyandb.targets")) && isThere(docker, BANYANDB, TARGETS)) {
            services.produce(service(BANYANDB, config.devservices().banyandbImage(),
                () -> StorageContainer.banyanDb(config.devservices().banyandbImage()),
                Map.of(TARGETS, StorageContainer::getConnectionInfo)));
        }
        if (selected.equals(POSTGRESQL) && hasNoAddress(settings, List.of(URL, "storage.postgresql.properties")) && isThere(docker, POSTGRESQL, URL)) {
            services.produce(service(POSTGRESQL, config.devservices().postgresqlImage(),
                () -> StorageContainer.postgreSql(config.devservices().postgresqlImage(), DATABASE, DATABASE),
                Map.of(URL, container -> "jdbc:postgresql://" + container.getConnectionInfo() + "/" + DATABASE, USER, container -> SUPERUSER,
                    PASSWORD, container -> DATABASE)));
        }
    }

    private static DevServicesResultBuildItem service(String storage, String image, Supplier<StorageContainer> container,
                                                      Map<String, Function<StorageContainer, String>> settings) {
        return DevServicesResultBuildItem.<StorageContainer>owned().feature(FEATURE).serviceName(storage).serviceConfig(image).startable(container)
            .configProvider(settings).build();
    }

    /** A file of the user's own says everything itself. */
    private static boolean hasNoAddress(Config settings, List<String> keys) {
        return keys.stream().noneMatch(key -> isSet(settings, key)) && !isSet(settings, OWN_FILE);
    }

    private static boolean isSet(Config settings, String key) {
        return settings.getOptionalValue(key, String.class).filter(value -> !value.isBlank()).isPresent();
    }

    private static boolean isThere(DockerStatusBuildItem docker, String storage, String variable) {
        boolean there = docker.isContainerRuntimeAvailable();
        if (!there) {
            LOG.warnf("No container runtime: %s is not started for development. Start one yourself, %s says where it is", storage, variable);
        }
        return there;
    }
}
