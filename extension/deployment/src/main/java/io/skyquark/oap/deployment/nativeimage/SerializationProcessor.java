// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access.CLASS;
import static io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access.CONTENT;
import static io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access.INSTANCES;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;

/** The types that upstream's code hands to Gson, Jackson and SnakeYAML, which read and write their fields. */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
class SerializationProcessor {

    /** Anonymous subclasses of them carry a type in their signature. */
    private static final List<String> TYPE_TOKENS = List.of("com.google.gson.reflect.TypeToken", "com.google.common.reflect.TypeToken",
        "com.fasterxml.jackson.core.type.TypeReference");

    private static final List<String> CODEC_ANNOTATIONS = List.of("com.fasterxml.jackson.databind.annotation.JsonSerialize",
        "com.fasterxml.jackson.databind.annotation.JsonDeserialize", "com.google.gson.annotations.JsonAdapter");

    @BuildStep
    void handedOver(CombinedIndexBuildItem combined, BuildProducer<ReflectionBuildItem> reflection) {
        var index = combined.getIndex();
        new SerializedTypes(UpstreamBytecode.readWithVariables(index)).find().forEach((name, method) -> {
            if (index.getClassByName(DotName.createSimple(name)) != null) {
                reflection.produce(new ReflectionBuildItem(name, CONTENT, "JSON or YAML in " + method));
            } else if (isCollection(name)) {
                reflection.produce(new ReflectionBuildItem(name, INSTANCES, "JSON or YAML in " + method));
            }
        });
    }

    /** A collection of the JDK that can be created, {@code java.util.Properties} for example; libraries know some of them without reflection, not all. */
    private static boolean isCollection(String name) {
        if (!name.startsWith("java.util.")) {
            return false;
        }
        try {
            var type = Class.forName(name);
            return (Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type)) && !Modifier.isAbstract(type.getModifiers())
                && Stream.of(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("upstream's code names a class that this JDK does not have: " + name, e);
        }
    }

    /** Classes that write or read a type or a field, and are created by name. */
    @BuildStep
    void codecs(CombinedIndexBuildItem combined, BuildProducer<ReflectionBuildItem> reflection) {
        for (var annotation : CODEC_ANNOTATIONS) {
            for (var instance : combined.getIndex().getAnnotations(DotName.createSimple(annotation))) {
                for (var value : instance.values()) {
                    if (value.kind() == AnnotationValue.Kind.CLASS && combined.getIndex().getClassByName(value.asClass().name()) != null) {
                        reflection.produce(new ReflectionBuildItem(value.asClass().name().toString(), INSTANCES,
                            "@" + instance.name().withoutPackagePrefix() + " of " + instance.target() + " names it"));
                    }
                }
            }
        }
    }

    @BuildStep
    void typeTokens(CombinedIndexBuildItem combined, BuildProducer<ReflectionBuildItem> reflection) {
        for (var token : TYPE_TOKENS) {
            for (var subclass : combined.getIndex().getKnownDirectSubclasses(DotName.createSimple(token))) {
                if (UpstreamBytecode.isUpstream(subclass.name())) {
                    var name = subclass.name().toString();
                    reflection.produce(new ReflectionBuildItem(name, CLASS, "the signature of its superclass says the type of a JSON text"));
                    addTypes(subclass.superClassType(), combined.getIndex(),
                        type -> reflection.produce(new ReflectionBuildItem(type, CONTENT, "JSON in " + name)));
                }
            }
        }
    }

    /** The indexed classes among the type arguments, at any depth. */
    private static void addTypes(Type type, IndexView index, Consumer<String> names) {
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            type.asParameterizedType().arguments().forEach(argument -> addTypes(argument, index, names));
        } else if (index.getClassByName(type.name()) != null) {
            names.accept(type.name().toString());
        }
    }
}
