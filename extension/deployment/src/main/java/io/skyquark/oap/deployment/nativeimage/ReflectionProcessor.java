// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.objectweb.asm.Type;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveMethodBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;

/** Tells Quarkus what is looked at by reflection. */
class ReflectionProcessor {

    @BuildStep
    void register(List<ReflectionBuildItem> items, CombinedIndexBuildItem combined, BuildProducer<ReflectiveClassBuildItem> classes,
                  BuildProducer<ReflectiveMethodBuildItem> methods, BuildProducer<ReflectiveHierarchyBuildItem> hierarchies) {
        var messages = new MessageClasses(Thread.currentThread().getContextClassLoader());
        for (var item : items) {
            switch (item.access()) {
                case CLASS -> classes.produce(builder(item).constructors(false).build());
                case INSTANCES -> classes.produce(builder(item).constructors().build());
                case METHODS -> classes.produce(builder(item).constructors(false).methods().build());
                case ACCESSORS -> accessorsOf(item, messages, classes, methods);
                case INSTANCES_AND_FIELDS -> classes.produce(builder(item).constructors().fields().build());
                case CONTENT -> item.index().ifPresentOrElse(index -> contentOf(item, index, classes, methods),
                    () -> hierarchies.produce(contentOf(item, combined.getIndex())));
                default -> throw new IllegalArgumentException(item.access().name());
            }
        }
    }

    private static ReflectiveClassBuildItem.Builder builder(ReflectionBuildItem item) {
        return ReflectiveClassBuildItem.builder(item.classNames().toArray(String[]::new)).reason(item.reason());
    }

    private static void accessorsOf(ReflectionBuildItem item, MessageClasses messages, BuildProducer<ReflectiveClassBuildItem> classes,
                                    BuildProducer<ReflectiveMethodBuildItem> methods) {
        classes.produce(builder(item).constructors(false).build());
        for (var name : item.classNames()) {
            for (var method : messages.accessors(name)) {
                var parameters = Arrays.stream(Type.getArgumentTypes(method.desc)).map(Type::getClassName).toArray(String[]::new);
                methods.produce(new ReflectiveMethodBuildItem(item.reason(), name, method.name, parameters));
            }
        }
    }

    /** Of upstream's classes, with the subclasses whose objects may be in their fields. */
    private static List<ReflectiveHierarchyBuildItem> contentOf(ReflectionBuildItem item, IndexView index) {
        Map<String, String> reasons = new TreeMap<>();
        for (var name : item.classNames()) {
            reasons.put(name, item.reason());
            new Subclasses(index).reachableFrom(DotName.createSimple(name))
                .forEach(subclass -> reasons.putIfAbsent(subclass, "a field in " + name + " has the type of its superclass"));
        }
        // Gson makes objects of classes without a constructor of its liking.
        return reasons.entrySet().stream().map(entry -> ReflectiveHierarchyBuildItem.builder(DotName.createSimple(entry.getKey())).index(index)
            .source(entry.getValue()).unsafeAllocated(true).build()).toList();
    }

    private static void contentOf(ReflectionBuildItem item, IndexView index, BuildProducer<ReflectiveClassBuildItem> classes,
                                  BuildProducer<ReflectiveMethodBuildItem> methods) {
        var beans = new LibraryBeans(index);
        item.classNames().forEach(name -> beans.add(DotName.createSimple(name)));
        classes.produce(ReflectiveClassBuildItem.builder(beans.classes().toArray(String[]::new)).constructors().fields().queryMethods()
            .reason(item.reason()).build());
        beans.called().forEach(method -> methods.produce(new ReflectiveMethodBuildItem(item.reason(), method)));
    }
}
