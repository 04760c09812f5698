// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem.DefaultIgnoreTypePredicate;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;

/** Tells Quarkus what is looked at by reflection. */
class ReflectionProcessor {

    @BuildStep
    void register(List<ReflectionBuildItem> items, CombinedIndexBuildItem combined, BuildProducer<ReflectiveClassBuildItem> classes,
                  BuildProducer<ReflectiveHierarchyBuildItem> hierarchies) {
        for (var item : items) {
            switch (item.access()) {
                case CLASS -> classes.produce(builder(item).constructors(false).build());
                case INSTANCES -> classes.produce(builder(item).constructors().build());
                case METHODS -> classes.produce(builder(item).constructors(false).methods().build());
                case FIELDS -> classes.produce(builder(item).constructors(false).fields().build());
                case INSTANCES_AND_FIELDS -> classes.produce(builder(item).constructors().fields().build());
                case CONTENT -> hierarchies.produce(item.index().map(index -> contentOf(item, index)).orElseGet(() -> contentOf(item, combined)));
                default -> throw new IllegalArgumentException(item.access().name());
            }
        }
    }

    private static ReflectiveClassBuildItem.Builder builder(ReflectionBuildItem item) {
        return ReflectiveClassBuildItem.builder(item.classNames().toArray(String[]::new)).reason(item.reason());
    }

    /** Gson makes objects of classes without a constructor of its liking. */
    private static ReflectiveHierarchyBuildItem.Builder hierarchy(String name, String reason, IndexView index) {
        return ReflectiveHierarchyBuildItem.builder(DotName.createSimple(name)).index(index).source(reason).unsafeAllocated(true);
    }

    /** Of upstream's classes, with the subclasses whose objects may be in their fields. */
    private static List<ReflectiveHierarchyBuildItem> contentOf(ReflectionBuildItem item, CombinedIndexBuildItem combined) {
        var index = combined.getIndex();
        Map<String, String> reasons = new TreeMap<>();
        for (var name : item.classNames()) {
            reasons.put(name, item.reason());
            new Subclasses(index).reachableFrom(DotName.createSimple(name))
                .forEach(subclass -> reasons.putIfAbsent(subclass, "a field in " + name + " has the type of its superclass"));
        }
        return reasons.entrySet().stream().map(entry -> hierarchy(entry.getKey(), entry.getValue(), index).build()).toList();
    }

    private static List<ReflectiveHierarchyBuildItem> contentOf(ReflectionBuildItem item, IndexView index) {
        return item.classNames().stream().map(name -> concrete(name, item.reason(), index)).toList();
    }

    /** Of a library with thousands of classes: an interface among the types of the fields would bring in all that implement it. */
    private static ReflectiveHierarchyBuildItem concrete(String name, String reason, IndexView index) {
        return hierarchy(name, reason, index).ignoreTypePredicate(type -> DefaultIgnoreTypePredicate.INSTANCE.test(type)
            || index.getClassByName(type) != null && index.getClassByName(type).isInterface()).build();
    }
}
