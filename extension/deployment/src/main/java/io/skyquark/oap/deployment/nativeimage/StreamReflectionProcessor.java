// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.skyquark.oap.deployment.spi.ClassCatalogEntryBuildItem;
import io.skyquark.oap.deployment.spi.OalBuilderBuildItem;
import io.skyquark.oap.deployment.spi.MeterBuildItem;

/** Upstream's stream processing: it reads columns and scopes from annotations of classes and their fields, and creates builders, dispatchers and sources. */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
class StreamReflectionProcessor {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final DotName OBJECT = DotName.createSimple(Object.class);

    /** The catalog lists exactly what upstream would have found by scanning or generated, and looks at by reflection. */
    @BuildStep
    void listedClasses(List<ClassCatalogEntryBuildItem> entries, CombinedIndexBuildItem combined, BuildProducer<ReflectiveClassBuildItem> reflective) {
        var index = combined.getIndex();
        for (var entry : entries) {
            if (entry.classes() != null && !entry.classes().isEmpty()) {
                reflective.produce(ReflectiveClassBuildItem.builder(names(entry.classes())).constructors().fields()
                    .reason("upstream reads the annotations and creates an instance of: " + entry.key()).build());
            }
        }
        // Generated classes extend indexed ones, which are among these.
        var parents = new TreeSet<String>();
        index.getAllKnownImplementations(DotName.createSimple(CORE + "storage.StorageData")).forEach(type -> addParents(type, index, parents));
        reflective.produce(ReflectiveClassBuildItem.builder(names(parents)).fields().reason("upstream reads the columns of stored data, inherited ones too").build());
    }

    private static void addParents(ClassInfo type, IndexView index, Set<String> parents) {
        for (var current = type; current != null && !current.name().equals(OBJECT); current = index.getClassByName(current.superName())) {
            parents.add(current.name().toString());
        }
    }

    @BuildStep
    void meters(List<MeterBuildItem> meters, BuildProducer<ReflectiveClassBuildItem> reflective) {
        reflective.produce(ReflectiveClassBuildItem.builder(names(meters.stream().map(MeterBuildItem::className).toList())).constructors().fields()
            .reason("upstream reads the columns of a meter and creates values that another node sends").build());
    }

    /** Builders are named by the annotation of a stream or returned by a meter function, and always created by upstream. */
    @BuildStep
    void builders(List<OalBuilderBuildItem> compiled, CombinedIndexBuildItem combined, BuildProducer<ReflectiveClassBuildItem> reflective) {
        var reason = "upstream creates the storage builder of a stream";
        reflective.produce(ReflectiveClassBuildItem.builder(names(compiled.stream().map(OalBuilderBuildItem::className).toList())).constructors().reason(reason).build());
        reflective.produce(ReflectiveClassBuildItem.builder(concrete(combined.getIndex(), CORE + "storage.type.StorageBuilder")).constructors()
            .reason(reason).build());
    }

    /** Upstream asks an instance of the source of each dispatcher for its scope. */
    @BuildStep
    void sources(CombinedIndexBuildItem combined, BuildProducer<ReflectiveClassBuildItem> reflective) {
        reflective.produce(ReflectiveClassBuildItem.builder(concrete(combined.getIndex(), CORE + "source.ISource")).constructors()
            .reason("upstream creates the source of a dispatcher to ask for its scope").build());
    }

    /** The queues of remote calls and persistence create their consumers from a class. */
    @BuildStep
    void consumers(CombinedIndexBuildItem combined, BuildProducer<ReflectiveClassBuildItem> reflective) {
        reflective.produce(ReflectiveClassBuildItem.builder(
                concrete(combined.getIndex(), "org.apache.skywalking.oap.server.library.datacarrier.consumer.IConsumer"))
            .constructors().reason("a queue creates its consumers").build());
    }

    /** Upstream looks for the type that a meter function accepts by its name. */
    @BuildStep
    void acceptedTypes(CombinedIndexBuildItem combined, BuildProducer<ReflectiveClassBuildItem> reflective) {
        var accepted = new TreeSet<String>();
        var function = DotName.createSimple(CORE + "analysis.meter.function.AcceptableValue");
        for (var type : combined.getIndex().getAllKnownImplementations(function)) {
            type.interfaceTypes().stream().filter(each -> each.name().equals(function) && each.kind() == org.jboss.jandex.Type.Kind.PARAMETERIZED_TYPE)
                .forEach(each -> accepted.add(each.asParameterizedType().arguments().get(0).name().toString()));
        }
        reflective.produce(ReflectiveClassBuildItem.builder(names(accepted)).constructors(false)
            .reason("upstream looks up what a meter function accepts by name").build());
    }

    private static String[] concrete(IndexView index, String type) {
        return index.getAllKnownImplementations(DotName.createSimple(type)).stream()
            .filter(found -> !found.isAbstract() && !found.isInterface())
            .map(found -> found.name().toString()).distinct().sorted().toArray(String[]::new);
    }

    private static String[] names(Collection<String> names) {
        return names.toArray(String[]::new);
    }
}
