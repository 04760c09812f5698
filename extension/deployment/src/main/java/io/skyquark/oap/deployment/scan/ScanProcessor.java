// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.scan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.DotName;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.ClassCatalogEntryBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.model.ClassCatalog;

/** Answers upstream's class path scans from the index: only the classes that a scan would have picked are listed, and only those are loaded. */
class ScanProcessor {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String SCAN_PACKAGE = "io.skyquark.oap.server.scan.";
    private static final String CLASS_PATH = "com.google.common.reflect.ClassPath";
    private static final String CLASS_INFO = CLASS_PATH + "$ClassInfo";

    /** What the annotation listeners of upstream listen for, see {@link #checkListeners}. */
    private static final List<String> SCANNED_ANNOTATIONS = List.of(CORE + "analysis.Disable", CORE + "analysis.MultipleDisable", CORE + "analysis.Stream",
        CORE + "source.ScopeDeclaration");
    private static final String METER_FUNCTION = CORE + "analysis.meter.function.MeterFunction";
    private static final Set<String> KNOWN_LISTENERS = new TreeSet<>(List.of(CORE + "analysis.DisableRegister",
        CORE + "analysis.DisableRegister$SingleDisableScanListener", CORE + "analysis.StreamAnnotationListener", CORE + "source.DefaultScopeDefine$Listener"));

    @BuildStep
    void listScannedClasses(CombinedIndexBuildItem combined, BuildProducer<ClassCatalogEntryBuildItem> entries) {
        var index = combined.getIndex();
        for (var annotation : SCANNED_ANNOTATIONS) {
            entries.produce(ClassCatalogEntryBuildItem.ofClasses(ClassCatalog.annotatedWith(annotation), UpstreamClasses.annotatedWith(index, annotation)));
        }
        entries.produce(ClassCatalogEntryBuildItem.ofClasses(ClassCatalog.annotatedWith(METER_FUNCTION), UpstreamClasses.annotatedWith(index, METER_FUNCTION)));
        entries.produce(ClassCatalogEntryBuildItem.ofClasses(ClassCatalog.DISPATCHERS,
            UpstreamClasses.implementing(index, CORE + "analysis.SourceDispatcher")));
    }

    /** A listener that nobody here knows may listen for an annotation that is not listed. */
    @BuildStep
    void checkListeners(CombinedIndexBuildItem combined, BuildProducer<ProblemBuildItem> problems) {
        for (var listener : combined.getIndex().getAllKnownImplementations(DotName.createSimple(CORE + "annotation.AnnotationListener"))) {
            if (!KNOWN_LISTENERS.contains(listener.name().toString())) {
                problems.produce(new ProblemBuildItem("SCAN_LISTENER", listener.name().toString(), 0, 0, "a listener for an annotation that is not scanned for",
                    "add its annotation to the lists of the class catalog"));
            }
        }
    }

    @BuildStep
    void hookScans(BuildProducer<UpstreamHookBuildItem> hooks) {
        var reason = "the scan loads every class of upstream to find a few dozen";
        remapClassPath(hooks, CORE + "annotation.AnnotationScan", "AnnotatedClassPath", 6, 9, reason);
        hooks.produce(Hooks.interceptCall(CORE + "annotation.AnnotationScan", "java.lang.Class", "isAnnotationPresent", "(Ljava/lang/Class;)Z",
            SCAN_PACKAGE + "AnnotatedClassPath", "java.lang.Class", 1, "the lists of the class catalog tell it without reading the annotations"));
        remapClassPath(hooks, CORE + "analysis.DispatcherManager", "DispatcherClassPath", 7, 6, reason);
        remapClassPath(hooks, CORE + "analysis.meter.MeterSystem", "MeterFunctionClassPath", 6, 9, reason);
    }

    private static void remapClassPath(BuildProducer<UpstreamHookBuildItem> hooks, String scanner, String ours, int classPathSites, int classInfoSites,
                                       String reason) {
        hooks.produce(Hooks.remap(scanner, CLASS_PATH, SCAN_PACKAGE + ours, classPathSites, reason));
        hooks.produce(Hooks.remap(scanner, CLASS_INFO, SCAN_PACKAGE + "ScannedClass", classInfoSites, reason));
    }

    /** The class that upstream would generate for a meter comes from the compiled rule; nothing of Javassist is left. */
    @BuildStep
    void hookMeters(BuildProducer<UpstreamHookBuildItem> hooks) {
        var meterSystem = CORE + "analysis.meter.MeterSystem";
        var reason = "Javassist is not on the run-time class path";
        hooks.produce(Hooks.remap(meterSystem, "javassist.ClassPool", SCAN_PACKAGE + "NoClassPool", 10, reason));
        hooks.produce(Hooks.delegate(meterSystem, "create",
            "(Ljava/lang/String;Ljava/lang/String;Lorg/apache/skywalking/oap/server/core/analysis/meter/ScopeType;Ljava/lang/Class;)V",
            SCAN_PACKAGE + "CompiledMeters", reason));
        hooks.produce(Hooks.delegate(meterSystem, "buildMetrics",
            "(Ljava/lang/String;Ljava/lang/Class;)Lorg/apache/skywalking/oap/server/core/analysis/meter/function/AcceptableValue;",
            SCAN_PACKAGE + "CompiledMeters", "the meters are kept where their streams are created"));
    }
}
