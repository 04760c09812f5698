// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.dynamic;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher;
import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher.ConfigChangeEvent;
import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher.EventType;
import org.apache.skywalking.oap.server.configuration.api.DynamicConfigurationService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.server.lifecycle.OapExecutors;
import io.skyquark.oap.server.resource.OapResources;

/**
 * Applies changes of the settings files below {@code config/} in the working directory, which upstream reads once, as if they were dynamic values. A value of
 * the dynamic configuration wins over the file. Contents are compared, since a mounted ConfigMap changes by a link that points elsewhere.
 */
public final class LocalFiles {

    /** The dynamic key's last part to the file that has its value at the start. */
    private static final Map<String, String> FILES = Map.of(
        "alarm-settings", "alarm-settings.yml",
        "apdexThreshold", "service-apdex-threshold.yml",
        "endpoint-name-grouping", "endpoint-name-grouping.yml",
        "uninstrumentedGateways", "gateways.yml",
        "traceSamplingPolicy", "trace-sampling-policy-settings.yml");
    private static final long PERIOD_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(LocalFiles.class);

    private static final Map<ConfigChangeWatcher, LocalFile> WATCHED = new ConcurrentHashMap<>();
    private static ScheduledExecutorService timer;

    private static final class LocalFile {

        private final String name;
        private String seen;

        LocalFile(String name) {
            this.name = name;
            this.seen = content(name);
        }
    }

    private LocalFiles() {
    }

    /** Call before the modules start. */
    public static void reset() {
        WATCHED.clear();
        DynamicValues.reset();
    }

    /** Call when all modules have started. */
    public static synchronized void booted() {
        if (!WATCHED.isEmpty()) {
            timer = OapExecutors.newSingleThreadScheduledExecutor();
            timer.scheduleWithFixedDelay(LocalFiles::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Stands in for {@link DynamicConfigurationService#registerConfigChangeWatcher}. */
    public static void registerConfigChangeWatcher(DynamicConfigurationService service, ConfigChangeWatcher watcher) {
        service.registerConfigChangeWatcher(watcher);
        var file = FILES.get(watcher.getItemName());
        if (file != null) {
            WATCHED.put(watcher, new LocalFile(file));
        }
    }

    private static void look() {
        WATCHED.forEach((watcher, file) -> {
            try {
                look(watcher, file);
            } catch (RuntimeException e) {
                LOG.warn("{} is not looked at this time: {}", file.name, e.getMessage());
            }
        });
    }

    private static void look(ConfigChangeWatcher watcher, LocalFile file) {
        var content = content(file.name);
        if (content == null || content.equals(file.seen)) {
            return;
        }
        file.seen = content;
        if (DynamicValues.isDynamic(watcher)) {
            LOG.info("{} has changed; {} stays as the dynamic configuration has it", file.name, DynamicValues.key(watcher));
            return;
        }
        DynamicValues.apply(watcher, new ConfigChangeEvent(content, EventType.MODIFY), file.name);
    }

    /** Of the file below {@code config/} or of the built-in one; null where there is neither. */
    private static String content(String name) {
        try (var in = OapResources.readToStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
