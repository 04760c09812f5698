// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.List;

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
                case CONTENT -> item.classNames().forEach(name -> hierarchies.produce(item.index().map(index -> concrete(name, item.reason(), index))
                    .orElseGet(() -> hierarchy(name, item.reason(), combined.getIndex()).build())));
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

    /** Of a library with thousands of classes: an interface among the types of the fields would bring in all that implement it. */
    private static ReflectiveHierarchyBuildItem concrete(String name, String reason, IndexView index) {
        return hierarchy(name, reason, index).ignoreTypePredicate(type -> DefaultIgnoreTypePredicate.INSTANCE.test(type)
            || index.getClassByName(type) != null && index.getClassByName(type).isInterface()).build();
    }
}
