// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NamedNode;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.InputField;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.InputType;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.Member;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.ObjectField;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.ObjectType;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.RootField;

/** Walks the protocol from its root fields and finds the upstream member behind every field on the way. */
final class ProtocolMapper {

    private static final Map<String, DotName> RESOLVERS = Map.of(
        Sdl.QUERY, DotName.createSimple("graphql.kickstart.tools.GraphQLQueryResolver"),
        Sdl.MUTATION, DotName.createSimple("graphql.kickstart.tools.GraphQLMutationResolver"));

    private final Sdl sdl;
    private final JavaTypes types;
    private final Members members;
    private final MappingProblems problems = new MappingProblems();
    private final Map<String, ClassInfo> classes = new LinkedHashMap<>();
    private final Queue<String> objectsToMap = new ArrayDeque<>();
    private final Queue<String> inputsToMap = new ArrayDeque<>();

    ProtocolMapper(Sdl sdl, JavaTypes types) {
        this.sdl = sdl;
        this.types = types;
        this.members = new Members(types);
    }

    ProtocolMapping map() {
        List<RootField> roots = new ArrayList<>();
        for (var root : List.of(Sdl.QUERY, Sdl.MUTATION)) {
            var resolvers = types.index().getKnownDirectImplementations(RESOLVERS.get(root)).stream()
                .filter(type -> !Members.isAbstract(type)).sorted(Comparator.comparing(ClassInfo::name)).toList();
            sdl.fields(root).forEach(field -> mapRoot(root, field, resolvers, roots));
        }
        List<ObjectType> objects = new ArrayList<>();
        for (var name = objectsToMap.poll(); name != null; name = objectsToMap.poll()) {
            objects.add(mapObject(name));
        }
        List<InputType> inputs = new ArrayList<>();
        for (var name = inputsToMap.poll(); name != null; name = inputsToMap.poll()) {
            inputs.add(mapInput(name));
        }
        return new ProtocolMapping(roots, objects, inputs, problems.all());
    }

    private void mapRoot(String root, FieldDefinition field, List<ClassInfo> resolvers, List<RootField> roots) {
        Map<Member, ClassInfo> found = new LinkedHashMap<>();
        for (var resolver : resolvers) {
            // A resolver that is named like the root type is the only one that may answer with a plain Java field, as upstream's version does.
            members.readers(resolver, field.getName(), isBoolean(field), field.getInputValueDefinitions().size()).stream()
                .filter(member -> member.method() != null || resolver.simpleName().equals(root))
                .forEach(member -> found.put(member, resolver));
        }
        var member = single(root, field, List.copyOf(found.keySet()), "the " + root + " resolvers",
            resolvers.stream().flatMap(resolver -> types.memberNames(resolver).stream()).toList());
        if (member == null) {
            return;
        }
        var environment = member.method() != null && Members.takesEnvironment(member.method());
        roots.add(new RootField(root, field, found.get(member), member, environment));
        reach(root, field, Sdl.baseName(field.getType()), member.type());
        for (int i = 0; i < field.getInputValueDefinitions().size(); i++) {
            var argument = field.getInputValueDefinitions().get(i);
            reach(root + "." + field.getName(), argument, Sdl.baseName(argument.getType()), member.method().parameterType(i));
        }
    }

    private ObjectType mapObject(String name) {
        var javaType = classes.get(name);
        List<ObjectField> fields = new ArrayList<>();
        for (var field : sdl.fields(name)) {
            if (!field.getInputValueDefinitions().isEmpty()) {
                problems.other(name + "." + field.getName(), field, "has arguments, which only root fields may have");
                continue;
            }
            var found = members.readers(javaType, field.getName(), isBoolean(field), 0);
            var member = single(name, field, found, javaType.name().toString(), types.memberNames(javaType));
            if (member != null) {
                fields.add(new ObjectField(field, member));
                reach(name, field, Sdl.baseName(field.getType()), member.type());
            }
        }
        return new ObjectType(name, javaType, fields);
    }

    private InputType mapInput(String name) {
        var javaType = classes.get(name);
        List<InputField> fields = new ArrayList<>();
        if (!Members.hasPublicDefaultConstructor(javaType)) {
            problems.other(name, sdl.input(name), "maps to " + javaType.name() + ", which has no public constructor without parameters");
        }
        for (InputValueDefinition field : sdl.input(name).getInputValueDefinitions()) {
            var member = single(name, field, members.writers(javaType, field.getName()), javaType.name().toString(), types.memberNames(javaType));
            if (member != null) {
                var type = member.method() != null ? member.method().parameterType(0) : member.field().type();
                fields.add(new InputField(field, member, type));
                reach(name, field, Sdl.baseName(field.getType()), type);
            }
        }
        return new InputType(name, javaType, fields);
    }

    private Member single(String type, NamedNode<?> field, List<Member> found, String where, Collection<String> candidates) {
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            problems.none(type, field, where, candidates);
        } else {
            problems.several(type, field, found);
        }
        return null;
    }

    /** Notes the class behind an object, input or enum type, once; a protocol type has one class only. */
    private void reach(String owner, NamedNode<?> field, String name, Type type) {
        boolean isObject = sdl.object(name) != null;
        boolean isInput = sdl.input(name) != null;
        if (!isObject && !isInput && sdl.enumeration(name) == null) {
            return;
        }
        var element = JavaTypes.element(type);
        var javaType = types.find(element.name());
        if (javaType == null) {
            problems.other(owner + "." + field.getName(), field, "is of type " + name + ", for which " + element.name() + " is no known class");
            return;
        }
        var known = classes.putIfAbsent(name, javaType);
        if (known == null) {
            if (!members.isReachable(javaType)) {
                problems.other(owner + "." + field.getName(), field, "is of type " + name + ", whose class " + javaType.name() + " is not public");
            } else if (isObject) {
                objectsToMap.add(name);
            } else if (isInput) {
                inputsToMap.add(name);
            }
        } else if (!known.name().equals(javaType.name())) {
            problems.other(owner + "." + field.getName(), field,
                "is of type " + name + ", which is " + known.name() + " elsewhere and " + javaType.name() + " here");
        }
    }

    private static boolean isBoolean(FieldDefinition field) {
        return Sdl.baseName(field.getType()).equals("Boolean");
    }
}
