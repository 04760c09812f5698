// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

import graphql.language.InputValueDefinition;
import io.quarkus.gizmo2.Gizmo;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.RootField;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/** Generates everything that a complete mapping needs at run time. */
final class GraphQlGenerator {

    private final Sdl sdl;
    private final ProtocolMapping mapping;
    private final InputWriter inputs;
    private final WiringWriter wiring;
    private final List<ClassInfo> resolvers;

    GraphQlGenerator(Sdl sdl, JavaTypes types, ProtocolMapping mapping) {
        this.sdl = sdl;
        this.mapping = mapping;
        this.inputs = new InputWriter(types, mapping.inputs());
        this.resolvers = mapping.roots().stream().map(RootField::resolver).distinct().toList();
        this.wiring = new WiringWriter(types, resolvers);
    }

    /** What is mapped but cannot be generated: a value of a Java type without a conversion, a resolver with unknown constructor arguments. */
    List<ProblemBuildItem> check() {
        var problems = new MappingProblems();
        for (var root : mapping.roots()) {
            for (int i = 0; i < root.definition().getInputValueDefinitions().size(); i++) {
                var type = root.member().method().parameterType(i);
                if (!inputs.isConvertible(type)) {
                    var argument = root.definition().getInputValueDefinitions().get(i);
                    problems.other(coordinates(root) + "." + argument.getName(), argument, "is of the Java type " + type + ", to which no value is converted");
                }
            }
            if (!wiring.isCreatable(root.resolver())) {
                problems.other(coordinates(root), root.definition(), "belongs to " + root.resolver().name()
                    + ", whose constructor wants what upstream's provider did not give");
            }
        }
        for (var input : mapping.inputs()) {
            input.fields().stream().filter(field -> !inputs.isConvertible(field.type())).forEach(field ->
                problems.other(input.name() + "." + field.definition().getName(), field.definition(),
                    "is of the Java type " + field.type() + ", to which no value is converted"));
        }
        sdl.types().values().stream().filter(definition -> !SchemaRecords.isSupported(definition)).forEach(definition ->
            problems.other(definition.getName(), definition, "is neither an object nor an input nor an enum, which is all that the recorded schema holds"));
        return problems.all();
    }

    /** The recorded schema; its numbers are those of the generated classes. */
    String records() {
        Map<String, Integer> numbers = new HashMap<>();
        resolvers.forEach(resolver -> numbers.put(resolver.name().toString(), numbers.size()));
        return SchemaRecords.write(sdl, mapping, numbers);
    }

    void generate(Gizmo gizmo) {
        var fetchers = new FetcherWriter(gizmo, inputs);
        for (var resolver : resolvers) {
            Map<Integer, RootField> fields = new LinkedHashMap<>();
            for (int i = 0; i < mapping.roots().size(); i++) {
                if (mapping.roots().get(i).resolver().equals(resolver)) {
                    fields.put(i, mapping.roots().get(i));
                }
            }
            fetchers.resolver(resolver.name().toString(), fields);
        }
        mapping.objects().forEach(fetchers::object);
        inputs.write(gizmo, enums());
        wiring.write(gizmo, mapping.objects());
    }

    private static String coordinates(RootField root) {
        return root.type() + "." + root.definition().getName();
    }

    /** The enums of arguments and input fields. */
    private List<DotName> enums() {
        Set<DotName> enums = new LinkedHashSet<>();
        for (var root : mapping.roots()) {
            List<InputValueDefinition> arguments = root.definition().getInputValueDefinitions();
            for (int i = 0; i < arguments.size(); i++) {
                if (isEnum(arguments.get(i))) {
                    enums.add(JavaTypes.element(root.member().method().parameterType(i)).name());
                }
            }
        }
        mapping.inputs().forEach(input -> input.fields().stream().filter(field -> isEnum(field.definition()))
            .forEach(field -> enums.add(JavaTypes.element(field.type()).name())));
        return new ArrayList<>(enums);
    }

    private boolean isEnum(InputValueDefinition value) {
        return sdl.enumeration(Sdl.baseName(value.getType())) != null;
    }
}
