// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.storage;

import static io.quarkus.deployment.annotations.ExecutionTime.STATIC_INIT;

import java.util.List;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.deployment.recording.RecorderContext;
import io.skyquark.oap.deployment.Generated;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.ClassCatalogEntryBuildItem;
import io.skyquark.oap.deployment.spi.MeterBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.runtime.nativeimage.NativeBuildRecorder;

/** The streams and storage models of 1,400 metrics and some dozen records, whose columns and annotations a native server has read when it was built. */
class StorageModelProcessor {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String MODELS = CORE + "storage.model.StorageModels";
    private static final String OURS = "io.skyquark.oap.server.storage.OapStorageModels";
    private static final String STREAM = "io.skyquark.oap.server.built.BuiltStreams";
    private static final String CONSTRUCTORS = "io.skyquark.oap.server.built.BuiltConstructors";
    private static final String CLASS = "java.lang.Class";
    private static final String STREAMS = ClassCatalog.annotatedWith(CORE + "analysis.Stream");

    @BuildStep
    void hookModels(BuildProducer<UpstreamHookBuildItem> hooks) {
        var reason = "the columns of a class are read once, and of a native server when it is built";
        hooks.produce(Hooks.create(CORE + "CoreModuleProvider", MODELS, OURS, 2, reason));
        hooks.produce(Hooks.redirectCall(MODELS, CORE + "source.DefaultScopeDefine", "nameOf", "(I)Ljava/lang/String;", OURS, 1,
            "scopes are not there when a native server is built; they are checked where a model is added"));
    }

    @BuildStep
    void hookStreams(BuildProducer<UpstreamHookBuildItem> hooks) {
        var reason = "a native server has read the class when it was built";
        var annotation = "(Ljava/lang/Class;)Ljava/lang/annotation/Annotation;";
        var listener = CORE + "analysis.StreamAnnotationListener";
        var metrics = CORE + "analysis.worker.MetricsStreamProcessor";
        hooks.produce(Hooks.interceptCall(listener, CLASS, "isAnnotationPresent", "(Ljava/lang/Class;)Z", STREAM, CLASS, 1, reason));
        hooks.produce(Hooks.interceptCall(listener, CLASS, "getAnnotation", annotation, STREAM, CLASS, 1, reason));
        hooks.produce(Hooks.interceptCall(metrics, CLASS, "getAnnotation", annotation, STREAM, CLASS, 1, reason));
        hooks.produce(Hooks.interceptCall(metrics, CLASS, "getDeclaredConstructor", "([Ljava/lang/Class;)Ljava/lang/reflect/Constructor;", CONSTRUCTORS,
            CLASS, 1, reason));
    }

    /** Of all modules, also of those that may be off. */
    @BuildStep(onlyIf = NativeOrNativeSourcesBuild.class)
    @Record(STATIC_INIT)
    void readStreams(List<ClassCatalogEntryBuildItem> entries, List<MeterBuildItem> meters, NativeBuildRecorder recorder, RecorderContext context) {
        var keys = entries.stream().filter(entry -> entry.classes() != null).map(ClassCatalogEntryBuildItem::key)
            .filter(key -> key.equals(STREAMS) || ClassCatalog.isMetrics(key)).distinct().sorted().toList();
        List<Class<?>> classes = meters.stream().map(MeterBuildItem::className).distinct().sorted().<Class<?>>map(context::classProxy).toList();
        recorder.readStreams(context.newInstance(Generated.CLASS_CATALOG), keys, classes);
    }
}
