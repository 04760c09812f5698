// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;

/** The types that upstream's code hands to Gson, Jackson and SnakeYAML, which read and write their fields. */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
class SerializationProcessor {

    private static final List<String> UPSTREAM = List.of("org.apache.skywalking.oap.", "org.apache.skywalking.aop.");
    /** Anonymous subclasses of them carry a type in their signature. */
    private static final List<String> TYPE_TOKENS = List.of("com.google.gson.reflect.TypeToken", "com.fasterxml.jackson.core.type.TypeReference");

    @BuildStep
    void handedOver(CombinedIndexBuildItem combined, BuildProducer<ReflectiveHierarchyBuildItem> hierarchies) {
        var index = combined.getIndex();
        new SerializedTypes(read(index)).find().forEach((name, method) -> {
            if (index.getClassByName(DotName.createSimple(name)) != null) {
                hierarchies.produce(hierarchy(Type.create(DotName.createSimple(name), Type.Kind.CLASS), index, "JSON or YAML in " + method));
            }
        });
    }

    @BuildStep
    void typeTokens(CombinedIndexBuildItem combined, BuildProducer<ReflectiveHierarchyBuildItem> hierarchies, BuildProducer<ReflectiveClassBuildItem> reflective) {
        var index = combined.getIndex();
        Map<String, Type> tokens = new TreeMap<>();
        for (var token : TYPE_TOKENS) {
            for (var subclass : index.getKnownDirectSubclasses(DotName.createSimple(token))) {
                if (isUpstream(subclass.name()) && subclass.superClassType().kind() == Type.Kind.PARAMETERIZED_TYPE) {
                    tokens.put(subclass.name().toString(), subclass.superClassType().asParameterizedType().arguments().get(0));
                }
            }
        }
        reflective.produce(ReflectiveClassBuildItem.builder(tokens.keySet().toArray(String[]::new)).constructors(false)
            .reason("the type is read from the signature of the superclass").build());
        tokens.forEach((name, type) -> hierarchies.produce(hierarchy(type, index, "JSON in " + name)));
    }

    private static ReflectiveHierarchyBuildItem hierarchy(Type type, IndexView index, String source) {
        return ReflectiveHierarchyBuildItem.builder(type).index(index).source(source).unsafeAllocated(true).build();
    }

    private static boolean isUpstream(DotName name) {
        return UPSTREAM.stream().anyMatch(name.toString()::startsWith);
    }

    private static List<ClassNode> read(IndexView index) {
        var loader = Thread.currentThread().getContextClassLoader();
        var classes = new ArrayList<ClassNode>();
        for (var type : index.getKnownClasses()) {
            if (isUpstream(type.name())) {
                try (var in = loader.getResourceAsStream(type.name().toString().replace('.', '/') + ".class")) {
                    var node = new ClassNode();
                    new ClassReader(in).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                    classes.add(node);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read " + type.name(), e);
                }
            }
        }
        return classes;
    }
}
