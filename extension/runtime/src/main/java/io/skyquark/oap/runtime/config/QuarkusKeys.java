// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.HashMap;
import java.util.Map;

import io.skyquark.oap.model.OapConfiguration;

/**
 * What OAP's core settings mean for the HTTP and gRPC servers of Quarkus, so that ports and limits are written in one place only. Not TLS on the gRPC port:
 * {@code CoreServerCustomizer} sets it, since Quarkus would read the certificate once.
 */
final class QuarkusKeys {

    private static final String HTTP = "quarkus.http.";
    private static final String GRPC = "quarkus.grpc.server.";

    private final Map<String, Object> core;
    private final Map<String, String> keys = new HashMap<>();

    private QuarkusKeys(Map<String, Object> core) {
        this.core = core;
    }

    static Map<String, String> of(OapConfiguration configuration) {
        var core = configuration.module("core");
        return core == null ? Map.of() : new QuarkusKeys(core.settings()).all();
    }

    private Map<String, String> all() {
        copy("restHost", HTTP + "host");
        copy("restHost", HTTP + "test-host");
        copy("restPort", HTTP + "port");
        copy("restPort", HTTP + "test-port");
        copy("httpMaxRequestHeaderSize", HTTP + "limits.max-header-size");
        if (positive("restIdleTimeOut")) {
            keys.put(HTTP + "idle-timeout", core.get("restIdleTimeOut") + "ms");
        }
        // Upstream bounds the connections with it, whatever its name says.
        if (positive("restAcceptQueueSize")) {
            copy("restAcceptQueueSize", HTTP + "limits.max-connections");
        }
        copy("gRPCHost", GRPC + "host");
        copy("gRPCPort", GRPC + "port");
        copy("gRPCPort", GRPC + "test-port");
        if (positive("maxMessageSize")) {
            copy("maxMessageSize", GRPC + "max-inbound-message-size");
        }
        if (positive("gRPCPort")) {
            // One event loop decodes the messages of all its connections; upstream decodes on every core.
            keys.put(GRPC + "instances", String.valueOf(Runtime.getRuntime().availableProcessors()));
        }
        return Map.copyOf(keys);
    }

    private boolean positive(String key) {
        return core.get(key) instanceof Number number && number.longValue() > 0;
    }

    /** Copies a setting that has a value. */
    private boolean copy(String key, String to) {
        var value = core.get(key);
        if (value == null || value.toString().isBlank()) {
            return false;
        }
        keys.put(to, value.toString());
        return true;
    }
}
