// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.graphql.ProtocolMapping.RootField;

/** Every field of upstream's own protocol has exactly one member of upstream's classes behind it. */
class ProtocolMapperTest {

    private static final String RESOLVERS = "org.apache.skywalking.oap.query.graphql.resolver.";

    @Test
    void allFilesOfTheProviderAreReadInItsOrder() {
        assertThat(Upstream.files()).hasSize(21);
        assertThat(Upstream.files().get(0).name()).isEqualTo("query-protocol/common.graphqls");
        assertThat(Upstream.files()).filteredOn(ProtocolFiles.ProtocolFile::onDemand).singleElement()
            .isEqualTo(Upstream.files().get(20)).extracting(ProtocolFiles.ProtocolFile::name).isEqualTo("query-protocol/ondemand-pod-log.graphqls");
    }

    @Test
    void everyFieldOfTheDefaultProtocolIsMapped() {
        var mapping = new ProtocolMapper(Upstream.defaultProtocol(), Upstream.types()).map();
        assertThat(mapping.problems()).isEmpty();
        assertThat(mapping.roots()).filteredOn(root -> root.type().equals("Query")).hasSize(83);
        assertThat(mapping.roots()).filteredOn(root -> root.type().equals("Mutation")).hasSize(9);
        int objectFields = mapping.objects().stream().mapToInt(type -> type.fields().size()).sum();
        int inputFields = mapping.inputs().stream().mapToInt(type -> type.fields().size()).sum();
        assertThat(objectFields + inputFields).isEqualTo(NESTED);
    }

    @Test
    void onDemandPodLogsAddTwoRootFields() {
        var mapping = new ProtocolMapper(Sdl.parse(Upstream.files()), Upstream.types()).map();
        assertThat(mapping.problems()).isEmpty();
        assertThat(mapping.roots()).hasSize(94);
        assertThat(new GraphQlGenerator(Sdl.parse(Upstream.files()), Upstream.types(), mapping).check()).isEmpty();
    }

    @Test
    void rootFieldsAreAnsweredByResolverMethodsExceptTheTwoVersions() {
        var mapping = new ProtocolMapper(Upstream.defaultProtocol(), Upstream.types()).map();
        assertThat(mapping.roots()).filteredOn(root -> root.member().method() == null).extracting(root -> root.member().toString())
            .containsExactlyInAnyOrder(RESOLVERS + "Query#version", RESOLVERS + "Mutation#version");
        assertThat(mapping.roots()).filteredOn(RootField::environment).extracting(root -> root.definition().getName()).containsExactly("getAlarm");
    }

    @Test
    void fieldsWithoutGetterOrSetterAreKnown() {
        var mapping = new ProtocolMapper(Upstream.defaultProtocol(), Upstream.types()).map();
        assertThat(mapping.objects().stream().flatMap(type -> type.fields().stream()).map(field -> field.member()).filter(member -> member.field() != null))
            .extracting(Object::toString).containsExactlyInAnyOrder("org.apache.skywalking.oap.server.core.query.type.Bucket#min",
                "org.apache.skywalking.oap.server.core.query.type.Bucket#max");
        assertThat(mapping.inputs().stream().flatMap(type -> type.fields().stream()).map(field -> field.member()).filter(member -> member.field() != null))
            .extracting(Object::toString).containsExactlyInAnyOrder("org.apache.skywalking.oap.query.graphql.type.BatchMetricConditions#name",
                "org.apache.skywalking.oap.query.graphql.type.BatchMetricConditions#ids");
    }

    /** Fields of result and input types that a root field reaches; the one of the unused ProfiledSegment is not among them. */
    private static final int NESTED = 511;
}
