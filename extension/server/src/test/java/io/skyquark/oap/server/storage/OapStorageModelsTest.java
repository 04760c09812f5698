// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.apache.skywalking.oap.server.core.UnexpectedException;
import org.apache.skywalking.oap.server.core.alarm.AlarmRecord;
import org.apache.skywalking.oap.server.core.analysis.DownSampling;
import org.apache.skywalking.oap.server.core.analysis.manual.endpoint.EndpointTraffic;
import org.apache.skywalking.oap.server.core.analysis.manual.log.LogRecord;
import org.apache.skywalking.oap.server.core.analysis.manual.relation.service.ServiceRelationServerSideMetrics;
import org.apache.skywalking.oap.server.core.analysis.manual.searchtag.TagAutocompleteData;
import org.apache.skywalking.oap.server.core.analysis.manual.segment.SegmentRecord;
import org.apache.skywalking.oap.server.core.analysis.manual.service.ServiceTraffic;
import org.apache.skywalking.oap.server.core.analysis.metrics.Event;
import org.apache.skywalking.oap.server.core.analysis.meter.function.avg.AvgLabeledFunction;
import org.apache.skywalking.oap.server.core.management.ui.template.UITemplate;
import org.apache.skywalking.oap.server.core.source.DefaultScopeDefine;
import org.apache.skywalking.oap.server.core.source.Service;
import org.apache.skywalking.oap.server.core.storage.StorageException;
import org.apache.skywalking.oap.server.core.storage.annotation.Storage;
import org.apache.skywalking.oap.server.core.storage.annotation.ValueColumnMetadata;
import org.apache.skywalking.oap.server.core.storage.model.Model;
import org.apache.skywalking.oap.server.core.storage.model.ModelColumn;
import org.apache.skywalking.oap.server.core.storage.model.StorageModels;
import org.apache.skywalking.oap.server.core.zipkin.ZipkinSpanRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.skyquark.oap.server.built.ModelShape;

/** Against upstream's own models. */
class OapStorageModelsTest {

    private static final int SCOPE = DefaultScopeDefine.SERVICE;

    @BeforeEach
    void knowTheScope() {
        DefaultScopeDefine.reset();
        new DefaultScopeDefine.Listener().notify(Service.class);
        ValueColumnMetadata.INSTANCE.getAllMetadata().clear();
    }

    @AfterEach
    void forgetTheScope() {
        DefaultScopeDefine.reset();
        ValueColumnMetadata.INSTANCE.getAllMetadata().clear();
    }

    /** With additional tables, columns left out, composite indexes, analyzers, series, top lists, values and none, and more than one superclass. */
    static Stream<Class<?>> types() {
        return Stream.of(SegmentRecord.class, LogRecord.class, ZipkinSpanRecord.class, AlarmRecord.class, Event.class, ServiceTraffic.class, EndpointTraffic.class,
            TagAutocompleteData.class, ServiceRelationServerSideMetrics.class, AvgLabeledFunction.class, UITemplate.class);
    }

    private static String describe(List<ModelColumn> columns) {
        return columns.stream().map(column -> ModelShape.key(column).toString()).toList().toString();
    }

    private static String describe(Model model) {
        var tables = new TreeMap<String, String>();
        model.getSqlDBModelExtension().getAdditionalTables().forEach((name, table) -> tables.put(name, describe(table.getColumns())));
        var banyanDb = model.getBanyanDBModelExtension();
        var top = banyanDb.getTopN();
        return String.join("\n", model.getName(), describe(model.getColumns()), model.getScopeId() + " " + model.getDownsampling() + " " + model.isSuperDataset()
                + " " + model.getStreamClass() + " " + model.isTimeRelativeID() + " " + model.isMetric() + " " + model.isRecord() + " " + model.isTimeSeries(),
            tables.toString(), describe(model.getSqlDBModelExtension().getExcludeColumns()), banyanDb.getTimestampColumn() + " " + banyanDb.isStoreIDTag()
                + (top == null ? "" : " " + top.getLruSize() + " " + top.getCountersNumber() + " " + top.getGroupByTagNames()),
            model.getElasticSearchModelExtension().getRouting().toString());
    }

    private static String values() {
        var values = new TreeMap<String, String>();
        ValueColumnMetadata.INSTANCE.getAllMetadata().forEach((name, value) -> values.put(name, value.getValueCName() + " " + value.getDataType() + " "
            + value.getDefaultValue() + " " + value.getScopeId() + " " + value.isMultiIntValues()));
        return values.toString();
    }

    private static String added(StorageModels models, Class<?> type) throws StorageException {
        ValueColumnMetadata.INSTANCE.getAllMetadata().clear();
        models.overrideColumnName("time_bucket", "bucket");
        var text = new ArrayList<String>();
        for (var sampling : List.of(DownSampling.Hour, DownSampling.Day, DownSampling.Minute)) {
            text.add(describe(models.add(type, SCOPE, new Storage("some", sampling != DownSampling.Day, sampling))));
        }
        text.add(describe(models.add(type, SCOPE, new Storage("other", false, DownSampling.None))));
        models.overrideColumnName("trace_id", "trace");
        models.allModels().forEach(model -> text.add(describe(model)));
        return String.join("\n", text) + "\n" + values();
    }

    @ParameterizedTest
    @MethodSource("types")
    void modelsAreUpstreams(Class<?> type) throws StorageException {
        assertThat(added(new OapStorageModels(), type)).isEqualTo(added(new StorageModels(), type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void soAreThoseWithSharedColumns(Class<?> type) throws StorageException {
        Map<List<Object>, ModelColumn> columns = new HashMap<>();
        var storage = new Storage("some", true, DownSampling.None);
        for (var other : types().toList()) {
            ModelShape.of(other, SCOPE, storage).sharing(column -> columns.computeIfAbsent(ModelShape.key(column), key -> column));
        }
        var shared = ModelShape.of(type, SCOPE, storage).sharing(column -> columns.getOrDefault(ModelShape.key(column), column));
        assertThat(describe(shared.model(type, SCOPE, storage))).isEqualTo(describe(new StorageModels().add(type, SCOPE, storage)));
    }

    @Test
    void aMetricThatIsOffIsNotKnown() throws StorageException {
        ModelShape.of(AvgLabeledFunction.class, SCOPE, new Storage("off", true, DownSampling.Minute));
        assertThat(ValueColumnMetadata.INSTANCE.getAllMetadata()).isEmpty();
    }

    @Test
    void listenersHearOfModelsBeforeAndAfterThem() throws StorageException {
        var models = new OapStorageModels();
        var heard = new ArrayList<String>();
        models.add(ServiceTraffic.class, SCOPE, new Storage("before", true, DownSampling.Minute));
        models.addModelListener(model -> heard.add(model.getName()));
        models.add(ServiceTraffic.class, SCOPE, new Storage("after", true, DownSampling.Minute));
        assertThat(heard).containsExactly("before", "after");
    }

    /** Storages remove columns from the list of a model. */
    @Test
    void modelsDoNotShareTheirLists() throws StorageException {
        var models = new OapStorageModels();
        models.add(SegmentRecord.class, SCOPE, new Storage("one", true, DownSampling.Minute)).getColumns().clear();
        assertThat(models.add(SegmentRecord.class, SCOPE, new Storage("two", true, DownSampling.Minute)).getColumns()).isNotEmpty();
    }

    @Test
    void anUnknownScopeIsRefused() {
        assertThatThrownBy(() -> new OapStorageModels().add(ServiceTraffic.class, 12_345, new Storage("some", true, DownSampling.Minute)))
            .isInstanceOf(UnexpectedException.class).hasMessageContaining("12345");
    }
}
