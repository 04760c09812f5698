// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import static io.skyquark.oap.deployment.spi.GraphQlFieldBuildItem.Kind.INPUT;
import static io.skyquark.oap.deployment.spi.GraphQlFieldBuildItem.Kind.OBJECT;
import static io.skyquark.oap.deployment.spi.GraphQlFieldBuildItem.Kind.ROOT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import graphql.GraphQLException;
import graphql.language.NamedNode;
import io.quarkus.deployment.GeneratedClassGizmo2Adaptor;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.gizmo2.Gizmo;
import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.Member;
import io.skyquark.oap.deployment.spi.GraphQlFieldBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;

/** Maps upstream's GraphQL protocol to upstream's classes and generates the fetchers and input readers between them. */
class GraphQlProcessor {

    /** {@code OapSchema.RECORDS}; the class links OAP types at run time and is not loaded here. */
    static final String RECORDS = "META-INF/skywalking/graphql-schema.tsv";

    /** A flawless mapping, for the reload after it: the protocol and the classes behind it come from jars that do not change while a process runs. */
    private record Mapped(String jars, GraphQlProtocolBuildItem protocol) {
    }

    private record Written(GraphQlProtocolBuildItem protocol, List<GeneratedClassBuildItem> classes, List<GeneratedResourceBuildItem> resources) {
    }

    @BuildStep
    void mapProtocol(CombinedIndexBuildItem combined, CurateOutcomeBuildItem application, LiveReloadBuildItem reload,
                     BuildProducer<GraphQlProtocolBuildItem> protocol, BuildProducer<ProblemBuildItem> problems) {
        var jars = IsolatedClassPath.of(application.getApplicationModel()).fingerprint();
        var before = reload.getContextObject(Mapped.class);
        if (before != null && before.jars().equals(jars)) {
            protocol.produce(before.protocol());
            return;
        }
        var files = ProtocolFiles.read(Thread.currentThread().getContextClassLoader());
        if (files.isEmpty()) {
            return;
        }
        try {
            var sdl = Sdl.parse(files);
            var types = new JavaTypes(combined.getIndex());
            var mapping = new ProtocolMapper(sdl, types).map();
            mapping.problems().forEach(problems::produce);
            var mapped = new GraphQlProtocolBuildItem(sdl, types, mapping);
            protocol.produce(mapped);
            if (mapping.problems().isEmpty()) {
                reload.setContextObject(Mapped.class, new Mapped(jars, mapped));
            }
        } catch (GraphQLException e) {
            problems.produce(new ProblemBuildItem(MappingProblems.CODE, "query-protocol", 0, 0, "the protocol cannot be read: " + e.getMessage(), ""));
        }
    }

    @BuildStep
    void listFields(Optional<GraphQlProtocolBuildItem> protocol, BuildProducer<GraphQlFieldBuildItem> fields) {
        if (protocol.isEmpty()) {
            return;
        }
        var mapping = protocol.get().mapping();
        mapping.roots().forEach(root -> fields.produce(item(ROOT, root.type(), root.definition(), root.member())));
        mapping.objects().forEach(type -> type.fields().forEach(field -> fields.produce(item(OBJECT, type.name(), field.definition(), field.member()))));
        mapping.inputs().forEach(type -> type.fields().forEach(field -> fields.produce(item(INPUT, type.name(), field.definition(), field.member()))));
    }

    private static GraphQlFieldBuildItem item(GraphQlFieldBuildItem.Kind kind, String type, NamedNode<?> field, Member member) {
        var position = field.getSourceLocation();
        return new GraphQlFieldBuildItem(kind, type + "." + field.getName(), position.getSourceName(), position.getLine(), member.toString());
    }

    @BuildStep
    void generate(Optional<GraphQlProtocolBuildItem> protocol, LiveReloadBuildItem reload, BuildProducer<GeneratedClassBuildItem> classes,
                  BuildProducer<GeneratedResourceBuildItem> resources, BuildProducer<NativeImageResourceBuildItem> nativeResources,
                  BuildProducer<ReflectionBuildItem> reflection, BuildProducer<ProblemBuildItem> problems) {
        if (protocol.isEmpty() || !protocol.get().mapping().problems().isEmpty()) {
            return;
        }
        var written = reload.getContextObject(Written.class);
        if (written == null || written.protocol() != protocol.get()) {
            var generator = new GraphQlGenerator(protocol.get().sdl(), protocol.get().types(), protocol.get().mapping());
            var found = generator.check();
            if (!found.isEmpty()) {
                found.forEach(problems::produce);
                return;
            }
            written = write(protocol.get(), generator);
            reload.setContextObject(Written.class, written);
        }
        written.classes().forEach(classes::produce);
        written.resources().forEach(resources::produce);
        nativeResources.produce(new NativeImageResourceBuildItem(RECORDS));
        reflection.produce(new ReflectionBuildItem(Names.GENERATED_WIRING, Access.INSTANCES, "found by name in the application's class loader"));
    }

    private static Written write(GraphQlProtocolBuildItem protocol, GraphQlGenerator generator) {
        List<GeneratedClassBuildItem> classes = new ArrayList<>();
        List<GeneratedResourceBuildItem> resources = new ArrayList<>();
        generator.generate(Gizmo.create(new GeneratedClassGizmo2Adaptor(classes::add, resources::add, true)));
        resources.add(new GeneratedResourceBuildItem(RECORDS, generator.records().getBytes(StandardCharsets.UTF_8)));
        return new Written(protocol, classes, resources);
    }
}
