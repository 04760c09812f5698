// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.scan;

import static io.quarkus.deployment.annotations.ExecutionTime.STATIC_INIT;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.jboss.jandex.DotName;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.skyquark.oap.deployment.Generated;
import io.skyquark.oap.deployment.KeptClasses;
import io.skyquark.oap.deployment.spi.ClassCatalogEntryBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.runtime.ReadAheadRecorder;

/** Generates the {@link ClassCatalog}: one method a key, so that asking for a key loads the classes of that key only. */
class ClassCatalogProcessor {

    @BuildStep
    void checkEntries(List<ClassCatalogEntryBuildItem> entries, CombinedIndexBuildItem combined, BuildProducer<ProblemBuildItem> problems) {
        for (var entry : entries) {
            if (entry.classes() == null) {
                continue;
            }
            for (var name : entry.classes()) {
                var type = combined.getIndex().getClassByName(DotName.createSimple(name));
                // Generated classes are not in the index, and all of them are public.
                if (type != null && !Modifier.isPublic(type.flags())) {
                    problems.produce(new ProblemBuildItem("CLASS_CATALOG", name, 0, 0, "the class is not public, but is listed as " + entry.key(), ""));
                }
            }
        }
    }

    @BuildStep
    void generate(List<ClassCatalogEntryBuildItem> entries, LiveReloadBuildItem reload, BuildProducer<GeneratedClassBuildItem> classes,
                  BuildProducer<GeneratedResourceBuildItem> resources) {
        SortedMap<String, List<String>> classLists = new TreeMap<>();
        SortedMap<String, List<String>> nameLists = new TreeMap<>();
        for (var entry : entries) {
            if (entry.classes() != null) {
                classLists.computeIfAbsent(entry.key(), key -> new ArrayList<>()).addAll(entry.classes());
            } else {
                nameLists.computeIfAbsent(entry.key(), key -> new ArrayList<>()).addAll(entry.names());
            }
        }
        KeptClasses.produce(reload, Generated.CLASS_CATALOG, List.of(classLists, nameLists), output -> Gizmo.create(output).class_(Generated.CLASS_CATALOG, type -> {
            type.implements_(ClassCatalog.class);
            type.defaultConstructor();
            lists(type, "classes", Class.class, classLists, name -> Const.of(ClassDesc.of(name)));
            lists(type, "names", String.class, nameLists, Const::of);
        }), classes, resources);
    }

    /** All lists, also those of modules that may be off. It begins at static initialisation, long before the boot. */
    @BuildStep(onlyIfNot = NativeOrNativeSourcesBuild.class)
    @Record(STATIC_INIT)
    void readAhead(List<ClassCatalogEntryBuildItem> entries, ReadAheadRecorder recorder, RecorderContext context) {
        var keys = entries.stream().filter(entry -> entry.classes() != null).map(ClassCatalogEntryBuildItem::key).distinct().sorted().toList();
        recorder.read(context.newInstance(Generated.CLASS_CATALOG), keys);
    }

    /**
     * <pre>{@code
     * public Class<?>[] classes(String key) {
     *     switch (key) {
     *         case "dispatchers": return classes0();
     *         ...
     *         default: return null;
     *     }
     * }
     * private static Class<?>[] classes0() {
     *     return new Class<?>[] { A.class, B.class };
     * }
     * }</pre>
     */
    private static void lists(ClassCreator type, String method, Class<?> component, SortedMap<String, List<String>> lists, Function<String, Const> constant) {
        SortedMap<String, ClassMethodDesc> parts = new TreeMap<>();
        lists.forEach((key, names) -> parts.put(key, (ClassMethodDesc) type.staticMethod(method + parts.size(), part -> {
            part.private_();
            part.returning(component.arrayType());
            part.body(block -> block.return_(block.newArray(component, names, constant)));
        })));
        type.method(method, answer -> {
            answer.public_();
            answer.returning(component.arrayType());
            var key = answer.parameter("key", String.class);
            answer.body(block -> block.switch_(key, cases -> {
                parts.forEach((name, part) -> cases.caseOf(name, found -> found.return_(found.invokeStatic(part))));
                cases.default_(unknown -> unknown.returnNull());
            }));
        });
    }
}
