// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.apache.skywalking.oap.server.core.UnexpectedException;
import org.apache.skywalking.oap.server.core.analysis.StreamDefinition;
import org.apache.skywalking.oap.server.core.analysis.meter.ScopeType;
import org.apache.skywalking.oap.server.core.storage.StorageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.server.rule.RuleFiles;
import io.skyquark.oap.server.rule.SampleCatalog;
import io.skyquark.oap.server.rule.SampleMalFile;

class CompiledMetersTest {

    private final List<StreamDefinition> streams = new ArrayList<>();

    @BeforeEach
    void boot() {
        SampleCatalog.boot("rules/vm.yaml");
        CompiledMeters.boot();
        RuleFiles.loadRules("rules", List.of("vm"));
    }

    private void create(String name, String function, ScopeType scope) {
        CompiledMeters.create(name, function, scope, Long.class, (stream, type) -> streams.add(stream));
    }

    @Test
    void everyValueIsANewOneOfTheCompiledClass() {
        create("sample_requests", "sum", ScopeType.SERVICE);
        var value = CompiledMeters.buildMetrics(null, "sample_requests", Long.class);
        assertThat(value).isInstanceOf(SampleMalFile.RequestsMeter.class);
        assertThat(CompiledMeters.buildMetrics(null, "sample_requests", Long.class)).isNotSameAs(value);
        assertThat(streams).singleElement().satisfies(stream -> {
            assertThat(stream.getName()).isEqualTo("sample_requests");
            assertThat(stream.getScopeId()).isEqualTo(ScopeType.SERVICE.getScopeId());
            assertThat(stream.getBuilder()).isEqualTo(new SampleMalFile.RequestsMeter().builder());
        });
    }

    @Test
    void theSameMeterIsShared() {
        create("sample_requests", "sum", ScopeType.SERVICE);
        create("sample_requests", "sum", ScopeType.SERVICE);
        assertThat(streams).hasSize(1);
    }

    @Test
    void anotherMeterOfTheNameIsRefused() {
        create("sample_requests", "sum", ScopeType.SERVICE);
        assertDifferent("sample_requests", "avg", ScopeType.SERVICE);
        assertDifferent("sample_requests", "sum", ScopeType.ENDPOINT);
        assertDifferent("Sample_Requests", "sum", ScopeType.SERVICE);
    }

    private void assertDifferent(String name, String function, ScopeType scope) {
        assertThatThrownBy(() -> create(name, function, scope)).isInstanceOf(IllegalArgumentException.class)
            .hasMessage(name + " has been defined, but calculate function or/are scope type is/are different.");
    }

    @Test
    void whatIsNotThereIsTold() {
        assertThatThrownBy(() -> create("sample_requests", "avg", ScopeType.SERVICE)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("Meter sample_requests (avg of SERVICE) was not compiled.");
        assertThatThrownBy(() -> CompiledMeters.buildMetrics(null, "sample_requests", Long.class)).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("Uncreated metrics sample_requests");
        create("sample_requests", "sum", ScopeType.SERVICE);
        assertThatThrownBy(() -> CompiledMeters.buildMetrics(null, "sample_requests", Integer.class)).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("Unmatched metrics data type, request for java.lang.Integer, but defined as class java.lang.Long");
    }

    @Test
    void aRefusalOfTheStorageEndsTheStart() {
        assertThatThrownBy(() -> CompiledMeters.create("sample_requests", "sum", ScopeType.SERVICE, Long.class, (stream, type) -> {
            throw new StorageException("no room");
        })).isInstanceOf(UnexpectedException.class).hasMessage("no room");
    }
}
