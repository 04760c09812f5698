// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.apache.skywalking.oap.server.core.storage.annotation.Column;
import org.apache.skywalking.oap.server.core.storage.annotation.ValueColumnMetadata;
import org.apache.skywalking.oap.server.core.storage.model.Model;
import org.apache.skywalking.oap.server.core.storage.model.ModelColumn;
import org.apache.skywalking.oap.server.core.storage.model.SQLDatabaseExtension;
import org.apache.skywalking.oap.server.core.storage.model.SQLDatabaseModelExtension;
import org.apache.skywalking.oap.server.core.storage.model.StorageModels;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.server.built.BuiltModels;
import io.skyquark.oap.server.built.ModelShape;

class InitializationProcessorTest {

    @Test
    void fieldsAreFollowedThroughCollectionsAndNestedClasses() throws IOException {
        var index = Index.of(BuiltModels.class, ModelShape.class, ModelColumn.class, SQLDatabaseExtension.class, SQLDatabaseExtension.MultiColumnsIndex.class,
            SQLDatabaseModelExtension.class, SQLDatabaseModelExtension.AdditionalTable.class, ValueColumnMetadata.class, ValueColumnMetadata.ValueColumn.class,
            Column.ValueDataType.class, Model.class, StorageModels.class, String.class);
        assertThat(InitializationProcessor.keptIn(index, "io.skyquark.oap.server.built")).containsExactlyInAnyOrder(ModelColumn.class.getName(),
            SQLDatabaseExtension.class.getName(), SQLDatabaseExtension.MultiColumnsIndex.class.getName(), SQLDatabaseModelExtension.class.getName(),
            SQLDatabaseModelExtension.AdditionalTable.class.getName(), ValueColumnMetadata.ValueColumn.class.getName(), Column.ValueDataType.class.getName());
    }
}
