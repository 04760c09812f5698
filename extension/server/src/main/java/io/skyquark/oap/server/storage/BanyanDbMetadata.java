// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.apache.skywalking.oap.server.core.CoreModule;
import org.apache.skywalking.oap.server.core.config.ConfigService;
import org.apache.skywalking.oap.server.core.query.enumeration.Step;
import org.apache.skywalking.oap.server.core.query.input.Duration;
import org.apache.skywalking.oap.server.core.query.type.ServiceInstance;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.BanyanDBStorageClient;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.measure.BanyanDBMetadataQueryDAO;

import io.skyquark.oap.server.OapRuntime;

/** Services and their parts in BanyanDB, in place of upstream's class, which fails over a question for the instances of all times; hierarchies ask it. */
public final class BanyanDbMetadata extends BanyanDBMetadataQueryDAO {

    public BanyanDbMetadata(BanyanDBStorageClient client) {
        super(client);
    }

    @Override
    public List<ServiceInstance> listInstances(Duration duration, String serviceId) throws IOException {
        return super.listInstances(duration == null ? allTimes() : duration, serviceId);
    }

    /** As long as instances are kept. */
    private static Duration allTimes() {
        int days = OapRuntime.manager().find(CoreModule.NAME).provider().getService(ConfigService.class).getMetricsDataTTL();
        var today = LocalDate.ofInstant(Instant.now(), ZoneId.systemDefault());
        var duration = new Duration();
        duration.setStart(today.minusDays(days).toString());
        duration.setEnd(today.toString());
        duration.setStep(Step.DAY);
        return duration;
    }
}
