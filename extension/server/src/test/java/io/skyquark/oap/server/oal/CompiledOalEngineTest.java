// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.oal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.apache.skywalking.oap.server.core.analysis.DisableRegister;
import org.apache.skywalking.oap.server.core.oal.rt.CoreOALDefine;
import org.apache.skywalking.oap.server.core.oal.rt.DisableOALDefine;
import org.apache.skywalking.oap.server.core.oal.rt.OALDefine;
import org.apache.skywalking.oap.server.core.oal.rt.OALEngine;
import org.apache.skywalking.oap.server.core.source.DefaultScopeDefine;
import org.apache.skywalking.oap.server.core.source.ServiceInstance;
import org.apache.skywalking.oap.server.core.storage.StorageBuilderFactory;
import org.apache.skywalking.oap.server.library.module.ModuleStartException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.server.ListedClasses;
import io.skyquark.oap.server.OapRuntimeForTests;

class CompiledOalEngineTest {

    private final ListedClasses catalog = new ListedClasses()
        .name(ClassCatalog.EXTRA_COLUMNS, "false")
        .list(ClassCatalog.metrics("oal/disable.oal"))
        .list(ClassCatalog.dispatchers("oal/disable.oal"), String.class, Integer.class)
        .name(ClassCatalog.disabled("oal/disable.oal"), "compiled_oal_engine_test");

    @BeforeAll
    static void declareScope() {
        DefaultScopeDefine.reset();
        new DefaultScopeDefine.Listener().notify(ServiceInstance.class);
    }

    @AfterAll
    static void forgetScope() {
        DefaultScopeDefine.reset();
    }

    @BeforeEach
    void boot() {
        OapRuntimeForTests.classes(catalog);
    }

    @Test
    void announcesDispatchersInOrderAndDisablesSources() throws Exception {
        List<Class<?>> announced = new ArrayList<>();
        var engine = engine(DisableOALDefine.INSTANCE, new StorageBuilderFactory.Default());
        engine.setDispatcherListener(type -> announced.add(type));
        engine.start(null);
        engine.notifyAllListeners();
        assertThat(announced).containsExactly(String.class, Integer.class);
        assertThat(DisableRegister.INSTANCE.include("compiled_oal_engine_test")).isTrue();
    }

    @Test
    void scriptThatTheServerWasBuiltWithout() throws Exception {
        var engine = engine(CoreOALDefine.INSTANCE, new StorageBuilderFactory.Default());
        assertThatThrownBy(() -> engine.start(null)).isInstanceOf(ModuleStartException.class)
            .hasMessage("Can't locate oal/core.oal: the server was built without it");
    }

    @Test
    void storageThatWantsOtherBuilders() throws Exception {
        var engine = engine(DisableOALDefine.INSTANCE, new StorageBuilderFactory.Default() {
        });
        assertThatThrownBy(() -> engine.start(null)).isInstanceOf(ModuleStartException.class)
            .hasMessageContaining("but OAL metrics are compiled for org.apache.skywalking.oap.server.core.storage.StorageBuilderFactory$Default");
    }

    @Test
    void columnsThatWereNotCompiled() throws Exception {
        catalog.name(ClassCatalog.EXTRA_COLUMNS, "true");
        var engine = engine(DisableOALDefine.INSTANCE, new StorageBuilderFactory.Default());
        assertThatThrownBy(() -> engine.start(null)).isInstanceOf(ModuleStartException.class)
            .hasMessage("activeExtraModelColumns of module core is false, but the OAL metrics were compiled with"
                + " quarkus.skywalking.extra-model-columns=true: build the server again or change the setting");
    }

    private static OALEngine engine(OALDefine define, StorageBuilderFactory factory) throws ModuleStartException {
        var engine = OalEngineLookup.loadOALEngine(define);
        engine.setStorageBuilderFactory(factory);
        return engine;
    }
}
