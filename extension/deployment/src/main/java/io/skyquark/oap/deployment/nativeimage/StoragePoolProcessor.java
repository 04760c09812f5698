// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

import io.agroal.api.security.AgroalDefaultSecurityProvider;
import io.agroal.pool.ConnectionHandler;
import io.quarkus.agroal.spi.JdbcDriverBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;

/** What Quarkus registers for a data source of its configuration: the storage has pools of Agroal without one. */
class StoragePoolProcessor {

    @BuildStep
    void drivers(List<JdbcDriverBuildItem> drivers, BuildProducer<ReflectionBuildItem> reflection) {
        drivers.forEach(driver -> reflection.produce(new ReflectionBuildItem(driver.getDriverClass(), Access.INSTANCES,
            "the storage pool creates the driver for " + driver.getDbKind())));
    }

    @BuildStep
    void pool(BuildProducer<ReflectionBuildItem> reflection) {
        reflection.produce(new ReflectionBuildItem(List.of(ConnectionHandler.class.getName(), ConnectionHandler[].class.getName(), Statement.class.getName(),
            Statement[].class.getName(), ResultSet.class.getName(), ResultSet[].class.getName()), Access.CLASS, "the storage pool makes arrays of them"));
        reflection.produce(new ReflectionBuildItem(AgroalDefaultSecurityProvider.class.getName(), Access.INSTANCES, "the storage pool creates it by name"));
    }

    @BuildStep
    ReflectionBuildItem settingsOfBanyanDb() {
        return new ReflectionBuildItem("org.apache.skywalking.oap.server.storage.plugin.banyandb.MetadataRegistry$GroupSetting", Access.CONTENT,
            "Jackson reads it from the setting specificGroupSettings");
    }

    /** PostgreSQL and BanyanDB over TLS. */
    @BuildStep
    ExtensionSslNativeSupportBuildItem tls() {
        return new ExtensionSslNativeSupportBuildItem("skywalking-oap");
    }
}
