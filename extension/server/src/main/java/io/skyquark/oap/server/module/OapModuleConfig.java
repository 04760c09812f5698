// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.module;

import java.util.Properties;

import org.apache.skywalking.oap.server.library.module.ModuleConfig;
import org.apache.skywalking.oap.server.library.module.ModuleDefine;

import io.skyquark.oap.model.ModuleCatalog;
import io.skyquark.oap.model.OapStartException;
import io.skyquark.oap.server.OapRuntime;

/** Fills a module's configuration object with generated field stores; upstream's {@code ModuleDefine} delegates to it. */
public final class OapModuleConfig {

    private OapModuleConfig() {
    }

    /** @throws OapStartException where a setting is not known or not of the field's type; the message names module, provider and key */
    public static void copyProperties(ModuleDefine module, ModuleConfig config, Properties settings, String moduleName, String providerName) {
        if (config != null) {
            copy(OapRuntime.modules(), config, settings, moduleName + "." + providerName);
        }
    }

    static void copy(ModuleCatalog catalog, Object config, Properties settings, String prefix) {
        settings.forEach((key, value) -> {
            try {
                if (!catalog.set(config, key.toString(), value)) {
                    throw new OapStartException("key '" + prefix + "." + key + "' is not known");
                }
            } catch (ClassCastException e) {
                throw new OapStartException("key '" + prefix + "." + key + "' cannot take a value of type " + value.getClass().getSimpleName(), e);
            }
        });
    }
}
