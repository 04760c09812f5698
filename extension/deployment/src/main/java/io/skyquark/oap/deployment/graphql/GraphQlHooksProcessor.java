// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.Member;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.ProviderReplacementBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** The interventions in upstream's classes that GraphQL needs. */
class GraphQlHooksProcessor {

    private static final Map<String, String> MARKERS = Map.of(
        "graphql.kickstart.tools.GraphQLQueryResolver", Names.SERVER + "QueryResolver",
        "graphql.kickstart.tools.GraphQLMutationResolver", Names.SERVER + "MutationResolver");

    @BuildStep
    ProviderReplacementBuildItem replaceProvider() {
        return new ProviderReplacementBuildItem(ProtocolFiles.PROVIDER, Names.SERVER + "OapGraphQlProvider",
            "upstream's provider builds its schema by reflection, with a library that does not run on this graphql-java");
    }

    /** The GraphQL library whose marker interfaces the resolvers implement is not there at run time. */
    @BuildStep
    void replaceMarkers(Optional<GraphQlProtocolBuildItem> protocol, BuildProducer<UpstreamHookBuildItem> hooks) {
        if (protocol.isEmpty()) {
            return;
        }
        var index = protocol.get().types().index();
        new TreeMap<>(MARKERS).forEach((marker, ours) -> index.getKnownDirectImplementations(marker).stream().map(type -> type.name().toString()).sorted()
            .forEach(resolver -> hooks.produce(Hooks.remap(resolver, marker, ours, 1, "its GraphQL library is not part of the server"))));
    }

    /** A few fields of the protocol have no getter or setter, and upstream's library reached for the private Java field. */
    @BuildStep
    void openFields(Optional<GraphQlProtocolBuildItem> protocol, BuildProducer<UpstreamHookBuildItem> hooks) {
        if (protocol.isEmpty()) {
            return;
        }
        var mapping = protocol.get().mapping();
        Map<String, List<String>> closed = new TreeMap<>();
        Stream.of(mapping.roots().stream().map(ProtocolMapping.RootField::member),
                mapping.objects().stream().flatMap(type -> type.fields().stream()).map(ProtocolMapping.ObjectField::member),
                mapping.inputs().stream().flatMap(type -> type.fields().stream()).map(ProtocolMapping.InputField::member))
            .flatMap(members -> members)
            .filter(GraphQlHooksProcessor::isClosedField)
            .forEach(member -> closed.computeIfAbsent(member.owner().name().toString(), name -> new ArrayList<>()).add(member.name()));
        closed.forEach((owner, fields) -> hooks.produce(Hooks.openFields(owner, fields, "the GraphQL protocol has them, and the class no methods for them")));
    }

    private static boolean isClosedField(Member member) {
        return member.field() != null && !Modifier.isPublic(member.field().flags());
    }
}
