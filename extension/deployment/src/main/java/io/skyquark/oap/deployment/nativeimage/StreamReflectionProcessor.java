// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access.CLASS;
import static io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access.INSTANCES;
import static io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access.INSTANCES_AND_FIELDS;

import java.util.List;
import java.util.TreeSet;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.skyquark.oap.deployment.spi.ClassCatalogEntryBuildItem;
import io.skyquark.oap.deployment.spi.MeterBuildItem;
import io.skyquark.oap.deployment.spi.OalBuilderBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.model.ClassCatalog;

/** Upstream's stream processing: it reads scopes from annotations of classes and their fields, and creates builders, dispatchers and sources. */
class StreamReflectionProcessor {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String SCOPES = ClassCatalog.annotatedWith(CORE + "source.ScopeDeclaration");

    /** The catalog lists exactly what upstream would have found by scanning or would have generated. */
    @BuildStep
    void listedClasses(List<ClassCatalogEntryBuildItem> entries, BuildProducer<ReflectionBuildItem> reflection) {
        entries.stream().filter(entry -> entry.classes() != null).forEach(entry -> reflection.produce(entry.key().equals(SCOPES)
            ? new ReflectionBuildItem(entry.classes(), INSTANCES_AND_FIELDS, "upstream reads the columns of a scope")
            : new ReflectionBuildItem(entry.classes(), INSTANCES, "upstream reads the annotations and creates instances of " + entry.key())));
    }

    @BuildStep
    void meters(List<MeterBuildItem> meters, BuildProducer<ReflectionBuildItem> reflection) {
        var names = new TreeSet<String>();
        meters.forEach(meter -> names.add(meter.className()));
        reflection.produce(new ReflectionBuildItem(names, INSTANCES, "upstream creates values of a meter that another node sends"));
    }

    /** Builders are named by the annotation of a stream or returned by a meter function. */
    @BuildStep
    void builders(List<OalBuilderBuildItem> compiled, CombinedIndexBuildItem combined, BuildProducer<ReflectionBuildItem> reflection) {
        var names = concrete(combined.getIndex(), CORE + "storage.type.StorageBuilder");
        compiled.forEach(builder -> names.add(builder.className()));
        reflection.produce(new ReflectionBuildItem(names, INSTANCES, "upstream creates the storage builder of a stream"));
    }

    @BuildStep
    void sources(CombinedIndexBuildItem combined, BuildProducer<ReflectionBuildItem> reflection) {
        reflection.produce(new ReflectionBuildItem(concrete(combined.getIndex(), CORE + "source.ISource"), INSTANCES,
            "upstream creates the source of a dispatcher to ask for its scope"));
    }

    @BuildStep
    void consumers(CombinedIndexBuildItem combined, BuildProducer<ReflectionBuildItem> reflection) {
        reflection.produce(new ReflectionBuildItem(concrete(combined.getIndex(), "org.apache.skywalking.oap.server.library.datacarrier.consumer.IConsumer"),
            INSTANCES, "a queue creates its consumers"));
    }

    @BuildStep
    void acceptedTypes(CombinedIndexBuildItem combined, BuildProducer<ReflectionBuildItem> reflection) {
        var function = DotName.createSimple(CORE + "analysis.meter.function.AcceptableValue");
        var accepted = new TreeSet<String>();
        for (var type : combined.getIndex().getAllKnownImplementations(function)) {
            type.interfaceTypes().stream().filter(each -> each.name().equals(function) && each.kind() == Type.Kind.PARAMETERIZED_TYPE)
                .forEach(each -> accepted.add(each.asParameterizedType().arguments().get(0).name().toString()));
        }
        reflection.produce(new ReflectionBuildItem(accepted, CLASS, "upstream looks up what a meter function accepts by name"));
    }

    private static TreeSet<String> concrete(IndexView index, String type) {
        var names = new TreeSet<String>();
        index.getAllKnownImplementations(DotName.createSimple(type)).stream().filter(found -> !found.isAbstract() && !found.isInterface())
            .forEach(found -> names.add(found.name().toString()));
        return names;
    }
}
