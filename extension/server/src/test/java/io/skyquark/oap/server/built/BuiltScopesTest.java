// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.apache.skywalking.oap.server.core.analysis.Stream;
import org.apache.skywalking.oap.server.core.source.Endpoint;
import org.apache.skywalking.oap.server.core.source.ScopeDeclaration;
import org.apache.skywalking.oap.server.core.source.ScopeDefaultColumn.DefinedByField;
import org.apache.skywalking.oap.server.core.source.ScopeDefaultColumn.VirtualColumnDefinition;
import org.apache.skywalking.oap.server.core.source.Service;
import org.apache.skywalking.oap.server.core.source.ServiceRelation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltScopesTest {

    @ParameterizedTest
    @ValueSource(classes = {Service.class, Endpoint.class, ServiceRelation.class})
    void whatTheClassSaysIsWhatWasReadWhenBuilt(Class<?> source) {
        BuiltScopes.build(List.of(source));

        for (var annotation : List.of(ScopeDeclaration.class, VirtualColumnDefinition.class, Stream.class)) {
            assertThat(source.getAnnotation(annotation)).as(annotation.getSimpleName()).isEqualTo(BuiltScopes.getAnnotation(source, annotation));
        }
        var columns = Arrays.stream(source.getDeclaredFields()).filter(field -> field.isAnnotationPresent(DefinedByField.class)).toList();
        assertThat(BuiltScopes.getDeclaredFields(source)).containsExactlyElementsOf(columns);
        for (var column : columns) {
            assertThat(column.getAnnotation(DefinedByField.class)).isEqualTo(BuiltScopes.getAnnotation(column, DefinedByField.class));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = BuiltScopesTest.class)
    void whatWasNotReadIsAskedForAsBefore(Class<?> other) {
        assertThat(BuiltScopes.getAnnotation(other, ScopeDeclaration.class)).isNull();
        assertThat(BuiltScopes.getDeclaredFields(other)).containsExactly(other.getDeclaredFields());
    }
}
