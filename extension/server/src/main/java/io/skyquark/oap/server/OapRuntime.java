// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server;

import org.apache.skywalking.oap.server.library.module.ModuleManager;

import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.model.ConnectionAge;
import io.skyquark.oap.model.ModuleCatalog;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.model.OapParts;
import io.skyquark.oap.model.RuleCatalog;
import io.skyquark.oap.model.StorageLimits;
import io.vertx.core.Vertx;

/**
 * What the hooks in upstream's classes ask. Upstream keeps one OAP per class loader in statics of its own, so this holder is static too; a live reload
 * replaces the class loader and with it the holder.
 */
public final class OapRuntime {

    private static volatile OapParts parts;
    private static volatile ModuleManager manager;

    private OapRuntime() {
    }

    static void set(OapParts currentParts, ModuleManager currentManager) {
        parts = currentParts;
        manager = currentManager;
    }

    public static ClassCatalog classes() {
        return current().classes();
    }

    public static ModuleCatalog modules() {
        return current().modules();
    }

    public static RuleCatalog rules() {
        return current().rules();
    }

    public static ModuleManager manager() {
        return manager;
    }

    public static OapConfiguration configuration() {
        return current().configuration();
    }

    public static Vertx vertx() {
        return current().vertx();
    }

    public static StorageLimits storage() {
        return current().settings().storage();
    }

    public static ConnectionAge connectionAge() {
        return current().settings().connectionAge();
    }

    /** Whether the additional HTTP servers answer on the core module's port. */
    public static boolean oneHttpPort() {
        return current().settings().oneHttpPort();
    }

    /** Class-path folder of the rule and settings files, without a trailing slash. */
    public static String catalog() {
        return current().catalog();
    }

    private static OapParts current() {
        var current = parts;
        if (current == null) {
            throw new IllegalStateException("OAP is asked for before it boots");
        }
        return current;
    }
}
