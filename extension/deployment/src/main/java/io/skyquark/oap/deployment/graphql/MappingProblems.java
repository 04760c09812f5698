// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import graphql.language.NamedNode;
import graphql.language.Node;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.Member;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.model.NearestName;

/** Collects what does not fit between the protocol and upstream's classes; the position is that of the field in its protocol file. */
final class MappingProblems {

    static final String CODE = "GRAPHQL_FIELD";

    private final List<ProblemBuildItem> problems = new ArrayList<>();

    /** The field has no member; the hint names the nearest one of those that exist. */
    void none(String type, NamedNode<?> field, String where, Collection<String> candidates) {
        add(field, type + "." + field.getName() + " maps to no member of " + where, hint(field.getName(), candidates));
    }

    /** The field has several members and nothing tells which one upstream would take. */
    void several(String type, NamedNode<?> field, Collection<Member> members) {
        add(field, type + "." + field.getName() + " maps to more than one member: "
            + members.stream().map(MappingProblems::signature).sorted().collect(Collectors.joining(", ")), "");
    }

    /** @param at the field or type that {@code name} names */
    void other(String name, Node<?> at, String message) {
        add(at, name + " " + message, "");
    }

    List<ProblemBuildItem> all() {
        return List.copyOf(problems);
    }

    private void add(Node<?> at, String message, String hint) {
        var position = at.getSourceLocation();
        problems.add(new ProblemBuildItem(CODE, position.getSourceName(), position.getLine(), position.getColumn(), message, hint));
    }

    private static String signature(Member member) {
        return member.method() == null ? member.toString() : member + member.method().parameterTypes().stream()
            .map(type -> type.name().withoutPackagePrefix()).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String hint(String field, Collection<String> candidates) {
        var nearest = NearestName.of(field, candidates, Math.max(4, field.length() / 2));
        return nearest == null ? "" : "the nearest is '" + nearest + "'";
    }
}
