// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.core;

import static io.quarkus.deployment.annotations.ExecutionTime.STATIC_INIT;

import java.util.List;
import java.util.Objects;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.runtime.RuntimeValue;
import io.skyquark.oap.deployment.Generated;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.ClassCatalogEntryBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.runtime.nativeimage.NativeBuildRecorder;

/** What the core of upstream's server does at a start, or for each message, at a higher price than it needs. */
class CoreProcessor {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String OURS = "io.skyquark.oap.server.";
    private static final String SCOPES = CORE + "source.DefaultScopeDefine";
    private static final String CLASS = "java.lang.Class";

    @BuildStep
    void hookTime(BuildProducer<UpstreamHookBuildItem> hooks) {
        var timeBucket = CORE + "analysis.TimeBucket";
        var downSampling = "L" + (CORE + "analysis.DownSampling").replace('.', '/') + ";";
        hooks.produce(Hooks.delegate(timeBucket, "getTimeBucket", "(J" + downSampling + ")J", OURS + "time.TimeBuckets",
            "a calendar and a time zone are made for each span, and for each of 1,400 metrics at a start"));
    }

    @BuildStep
    void hookAddresses(BuildProducer<UpstreamHookBuildItem> hooks) {
        var builder = "com.google.common.cache.CacheBuilder";
        hooks.produce(Hooks.interceptCall(CORE + "cache.NetworkAddressAliasCache", builder, "initialCapacity", "(I)Lcom/google/common/cache/CacheBuilder;",
            OURS + "lifecycle.GrowingCache", builder, 1, "a megabyte of slots for addresses that are not there"));
    }

    @BuildStep
    void hookValues(BuildProducer<UpstreamHookBuildItem> hooks) {
        hooks.produce(Hooks.remap("org.apache.skywalking.oap.query.graphql.resolver.MetricsExpressionQuery", "java.text.DecimalFormat",
            OURS + "graphql.ValueFormat", 8, "a start reads the number format of the locale, and threads share what is not made to be shared"));
    }

    @BuildStep
    void hookReflection(BuildProducer<UpstreamHookBuildItem> hooks) {
        var reason = "a native server has read the class when it was built";
        var dispatchers = CORE + "analysis.DispatcherManager";
        var constructors = OURS + "built.BuiltConstructors";
        hooks.produce(Hooks.interceptCall(dispatchers, CLASS, "getGenericInterfaces", "()[Ljava/lang/reflect/Type;", OURS + "built.BuiltDispatchers", CLASS, 1,
            reason));
        hooks.produce(Hooks.interceptCall(dispatchers, CLASS, "newInstance", "()Ljava/lang/Object;", constructors, CLASS, 2, reason));
        var scopes = OURS + "built.BuiltScopes";
        var annotation = "(Ljava/lang/Class;)Ljava/lang/annotation/Annotation;";
        var field = "java.lang.reflect.Field";
        hooks.produce(Hooks.interceptCall(SCOPES + "$Listener", CLASS, "getAnnotation", annotation, scopes, CLASS, 1, reason));
        hooks.produce(Hooks.interceptCall(SCOPES, CLASS, "getAnnotation", annotation, scopes, CLASS, 1, reason));
        hooks.produce(Hooks.interceptCall(SCOPES, CLASS, "getDeclaredFields", "()[Ljava/lang/reflect/Field;", scopes, CLASS, 1, reason));
        hooks.produce(Hooks.interceptCall(SCOPES, field, "getAnnotation", annotation, scopes, field, 1, reason));
        hooks.produce(Hooks.interceptCall("org.apache.skywalking.oap.server.library.module.ModuleDefine", CLASS, "getDeclaredConstructor",
            "([Ljava/lang/Class;)Ljava/lang/reflect/Constructor;", constructors, CLASS, 1, reason));
    }

    /** Of all modules, also of those that may be off. */
    @BuildStep(onlyIf = NativeOrNativeSourcesBuild.class)
    @Record(STATIC_INIT)
    void readClasses(List<ClassCatalogEntryBuildItem> entries, List<OapModuleBuildItem> modules, NativeBuildRecorder recorder, RecorderContext context) {
        var keys = entries.stream().filter(entry -> entry.classes() != null).map(ClassCatalogEntryBuildItem::key).filter(ClassCatalog::isDispatchers)
            .distinct().sorted().toList();
        RuntimeValue<ClassCatalog> catalog = context.newInstance(Generated.CLASS_CATALOG);
        recorder.readDispatchers(catalog, keys);
        recorder.readScopes(catalog, List.of(ClassCatalog.annotatedWith(CORE + "source.ScopeDeclaration")));
        List<Class<?>> configurations = modules.stream().map(OapModuleBuildItem::wiring).filter(Objects::nonNull).map(wiring -> wiring.configClass())
            .filter(Objects::nonNull).distinct().sorted().<Class<?>>map(context::classProxy).toList();
        recorder.readConstructors(configurations);
    }
}
