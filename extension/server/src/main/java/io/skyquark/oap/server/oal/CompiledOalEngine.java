// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.oal;

import java.util.List;

import org.apache.skywalking.oap.server.core.analysis.DisableRegister;
import org.apache.skywalking.oap.server.core.analysis.DispatcherDetectorListener;
import org.apache.skywalking.oap.server.core.analysis.StreamAnnotationListener;
import org.apache.skywalking.oap.server.core.oal.rt.OALDefine;
import org.apache.skywalking.oap.server.core.oal.rt.OALEngine;
import org.apache.skywalking.oap.server.core.source.DefaultScopeDefine;
import org.apache.skywalking.oap.server.core.storage.StorageBuilderFactory;
import org.apache.skywalking.oap.server.core.storage.StorageException;
import org.apache.skywalking.oap.server.library.module.ModuleStartException;

import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.server.OapRuntime;

/** Upstream's OAL engine without the engine: announces the classes that were compiled at augmentation, in the order of upstream's own. */
final class CompiledOalEngine implements OALEngine {

    private final OALDefine define;
    private StreamAnnotationListener streamListener;
    private DispatcherDetectorListener dispatcherListener;
    private StorageBuilderFactory builderFactory;
    private Class<?>[] metrics;
    private Class<?>[] dispatchers;

    CompiledOalEngine(OALDefine define) {
        this.define = define;
    }

    @Override
    public void setStreamListener(StreamAnnotationListener listener) {
        streamListener = listener;
    }

    @Override
    public void setDispatcherListener(DispatcherDetectorListener listener) {
        dispatcherListener = listener;
    }

    @Override
    public void setStorageBuilderFactory(StorageBuilderFactory factory) {
        builderFactory = factory;
    }

    @Override
    public void start(ClassLoader currentClassLoader) throws ModuleStartException {
        var script = define.getConfigFile();
        metrics = OapRuntime.classes().classes(ClassCatalog.metrics(script));
        dispatchers = OapRuntime.classes().classes(ClassCatalog.dispatchers(script));
        var disabled = OapRuntime.classes().names(ClassCatalog.disabled(script));
        if (metrics == null || dispatchers == null || disabled == null) {
            throw new ModuleStartException("Can't locate " + script + ": the server was built without it");
        }
        refuseOtherBuilders();
        refuseOtherColumns();
        for (var name : disabled) {
            DisableRegister.INSTANCE.add(name);
        }
    }

    /** The builders are compiled for the only factory that a storage plugin of upstream registers. */
    private void refuseOtherBuilders() throws ModuleStartException {
        if (builderFactory.getClass() != StorageBuilderFactory.Default.class) {
            throw new ModuleStartException("The storage wants builders of " + builderFactory.getClass().getName() + ", but OAL metrics are compiled for "
                + StorageBuilderFactory.Default.class.getName());
        }
    }

    /** The setting adds columns to generated classes, so it cannot change after they are compiled. */
    private static void refuseOtherColumns() throws ModuleStartException {
        boolean active = DefaultScopeDefine.getDefaultColumns("ServiceInstance").stream().anyMatch(column -> column.getColumnName().equals("service_name"));
        boolean compiled = List.of(OapRuntime.classes().names(ClassCatalog.EXTRA_COLUMNS)).contains("true");
        if (active != compiled) {
            throw new ModuleStartException("activeExtraModelColumns of module core is " + active + ", but the OAL metrics were compiled with"
                + " quarkus.skywalking.extra-model-columns=" + compiled + ": build the server again or change the setting");
        }
    }

    @Override
    public void notifyAllListeners() throws ModuleStartException {
        try {
            for (var type : metrics) {
                streamListener.notify(type);
            }
        } catch (StorageException e) {
            throw new ModuleStartException(e.getMessage(), e);
        }
        try {
            for (var type : dispatchers) {
                dispatcherListener.addIfAsSourceDispatcher(type);
            }
        } catch (IllegalAccessException | InstantiationException e) {
            throw new ModuleStartException(e.getMessage(), e);
        }
    }
}
