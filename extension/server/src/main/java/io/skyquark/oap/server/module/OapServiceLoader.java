// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.module;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

import org.apache.skywalking.oap.server.ai.pipeline.AIPipelineModule;
import org.apache.skywalking.oap.server.configuration.api.ConfigurationModule;
import org.apache.skywalking.oap.server.core.CoreModule;
import org.apache.skywalking.oap.server.core.storage.StorageModule;
import org.apache.skywalking.oap.server.library.module.ModuleDefine;
import org.apache.skywalking.oap.server.library.module.ModuleProvider;
import org.apache.skywalking.oap.server.telemetry.TelemetryModule;

import io.skyquark.oap.model.ModuleCatalog;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.server.OapRuntime;

/**
 * Takes the place of {@link java.util.ServiceLoader} in upstream's module manager and Envoy receiver. Nothing is searched for: the instances come from the
 * catalog that augmentation generated, and only those that the configuration selects are created.
 *
 * @param <S> the type of the services
 */
public final class OapServiceLoader<S> implements Iterable<S> {

    /** The storage and what it requires: tables are made beside the start of the others. */
    private static final List<String> FIRST =
        List.of(TelemetryModule.NAME, ConfigurationModule.NAME, AIPipelineModule.NAME, CoreModule.NAME, StorageModule.NAME);

    private final List<S> services;

    private OapServiceLoader(List<S> services) {
        this.services = services;
    }

    /** Like the method it replaces; iterating twice gives the same instances. */
    public static <S> OapServiceLoader<S> load(Class<S> type) {
        return new OapServiceLoader<>(instances(type, OapRuntime.modules(), OapRuntime.configuration()));
    }

    static <S> List<S> instances(Class<S> type, ModuleCatalog catalog, OapConfiguration configuration) {
        var found = new ArrayList<S>();
        if (type == ModuleDefine.class) {
            sorted(configuration).forEach(module -> add(found, type, catalog.newModule(module.name())));
        } else if (type == ModuleProvider.class) {
            configuration.modules().forEach(module -> add(found, type, catalog.newProvider(module.name(), module.provider())));
        } else {
            for (var service : catalog.newServices(type.getName())) {
                add(found, type, service);
            }
        }
        return found;
    }

    /** Upstream starts modules in the order in which it prepares them, as far as what they require allows it, and lets none see another before. */
    private static List<OapConfiguration.Module> sorted(OapConfiguration configuration) {
        return configuration.modules().stream()
            .sorted(Comparator.comparing(module -> FIRST.contains(module.name()) ? FIRST.indexOf(module.name()) : FIRST.size())).toList();
    }

    /** What the catalog lacks is left to upstream to report: it names the module. */
    private static <S> void add(List<S> found, Class<S> type, Object service) {
        if (service != null) {
            found.add(type.cast(service));
        }
    }

    @Override
    public Iterator<S> iterator() {
        return services.iterator();
    }
}
