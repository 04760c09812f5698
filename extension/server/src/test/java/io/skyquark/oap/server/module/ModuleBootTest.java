// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.apache.skywalking.oap.server.core.CoreModule;
import org.apache.skywalking.oap.server.core.CoreModuleProvider;
import org.apache.skywalking.oap.server.library.module.ModuleDefine;
import org.apache.skywalking.oap.server.library.module.ModuleProvider;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.model.ModuleCatalog;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.model.OapStartException;

/** What upstream's module manager is given in place of services, properties and reflection. */
class ModuleBootTest {

    private static final OapConfiguration CONFIGURATION = new OapConfiguration(List.of(
        new OapConfiguration.Module("core", "default", Map.of("restPort", 12800)),
        new OapConfiguration.Module("storage", "h2", Map.of("properties", Map.of("jdbcUrl", "jdbc:x?password=top&a=b", "dataSource.password", "top")))));

    /** Knows the core module and a configuration that is a map. */
    private static final ModuleCatalog CATALOG = new ModuleCatalog() {
        @Override
        public Object newModule(String module) {
            return module.equals("core") ? new CoreModule() : null;
        }

        @Override
        public Object newProvider(String module, String provider) {
            return (module + "." + provider).equals("core.default") ? new CoreModuleProvider() : null;
        }

        @Override
        @SuppressWarnings("unchecked")
        public boolean set(Object config, String field, Object value) {
            if (field.equals("port")) {
                ((Map<String, Object>) config).put(field, (Integer) value);
            }
            return field.equals("port");
        }

        @Override
        public Object[] newServices(String type) {
            return type.equals(CharSequence.class.getName()) ? new Object[] {"first", "second"} : new Object[0];
        }
    };

    @Test
    void onlyWhatIsSelectedIsCreated() {
        assertThat(OapServiceLoader.instances(ModuleDefine.class, CATALOG, CONFIGURATION)).singleElement().isInstanceOf(CoreModule.class);
        assertThat(OapServiceLoader.instances(ModuleProvider.class, CATALOG, CONFIGURATION)).singleElement().isInstanceOf(CoreModuleProvider.class);
        assertThat(OapServiceLoader.instances(CharSequence.class, CATALOG, CONFIGURATION)).containsExactly("first", "second");
        assertThat(OapServiceLoader.instances(Runnable.class, CATALOG, CONFIGURATION)).isEmpty();
    }

    /** Upstream starts the modules in the order of their preparation, as far as what they require allows. */
    @Test
    void theStorageComesFirstAfterWhatItRequires() {
        var prepared = new ArrayList<String>();
        var catalog = new ModuleCatalog() {
            @Override
            public Object newModule(String module) {
                prepared.add(module);
                return null;
            }

            @Override
            public Object newProvider(String module, String provider) {
                return null;
            }

            @Override
            public boolean set(Object config, String field, Object value) {
                return false;
            }

            @Override
            public Object[] newServices(String type) {
                return new Object[0];
            }
        };
        var configured = Stream.of("cluster", "core", "agent-analyzer", "storage", "telemetry", "query", "ai-pipeline", "configuration", "alarm")
            .map(name -> new OapConfiguration.Module(name, "default", Map.of())).toList();
        OapServiceLoader.instances(ModuleDefine.class, catalog, new OapConfiguration(configured));
        assertThat(prepared).containsExactly("telemetry", "configuration", "ai-pipeline", "core", "storage", "cluster", "agent-analyzer", "query", "alarm");
    }

    @Test
    void settingsAreStoredOrNamed() {
        var config = new LinkedHashMap<String, Object>();
        OapModuleConfig.copy(CATALOG, config, properties("port", 1), "core.default");
        assertThat(config).containsEntry("port", 1);
        assertThatThrownBy(() -> OapModuleConfig.copy(CATALOG, config, properties("prt", 1), "core.default")).isInstanceOf(OapStartException.class)
            .hasMessage("key 'core.default.prt' is not known");
        assertThatThrownBy(() -> OapModuleConfig.copy(CATALOG, config, properties("port", "x"), "core.default")).isInstanceOf(OapStartException.class)
            .hasMessage("key 'core.default.port' cannot take a value of type String");
    }

    private static Properties properties(String key, Object value) {
        var properties = new Properties();
        properties.put(key, value);
        return properties;
    }

    @Test
    void nestedBlocksBecomeProperties() {
        var storage = OapApplicationConfiguration.of(CONFIGURATION).getModuleConfiguration("storage").getProviderConfiguration("h2");
        assertThat(storage.get("properties")).isInstanceOf(Properties.class);
        assertThat(((Properties) storage.get("properties")).getProperty("dataSource.password")).isEqualTo("top");
    }

    /** Upstream prints a block as one value under a key that holds no keyword. */
    @Test
    void theDumpShowsNoSecretOfANestedBlock() {
        var shown = OapApplicationConfiguration.shown(CONFIGURATION);
        assertThat(shown.get(0).getProviderConfiguration("default")).containsEntry("restPort", 12800);
        assertThat(shown.get(1).getProviderConfiguration("h2")).containsOnly(
            Map.entry("properties.dataSource.password", "******"), Map.entry("properties.jdbcUrl", "jdbc:x?password=******&a=b"));
    }
}
