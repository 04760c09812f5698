// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.skywalking.oap.server.core.alarm.AlarmRecord;
import org.apache.skywalking.oap.server.core.analysis.Disable;
import org.apache.skywalking.oap.server.core.analysis.MultipleDisable;
import org.apache.skywalking.oap.server.core.analysis.Stream;
import org.apache.skywalking.oap.server.core.source.ScopeDeclaration;
import org.apache.skywalking.oap.server.core.source.Service;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.server.ListedClasses;
import io.skyquark.oap.server.OapRuntimeForTests;

class ClassPathScanTest {

    /** Upstream refuses a scope that is announced twice. */
    @Test
    void classOfTwoAnnotationsIsVisitedOnce() {
        OapRuntimeForTests.classes(new ListedClasses()
            .list(ClassCatalog.annotatedWith(Disable.class.getName()))
            .list(ClassCatalog.annotatedWith(MultipleDisable.class.getName()))
            .list(ClassCatalog.annotatedWith(ScopeDeclaration.class.getName()), AlarmRecord.class, Service.class)
            .list(ClassCatalog.annotatedWith(Stream.class.getName()), AlarmRecord.class));
        assertThat(AnnotatedClassPath.from(null).getTopLevelClassesRecursive("")).extracting(ScannedClass::load)
            .containsExactly(AlarmRecord.class, Service.class);
    }

    @Test
    void theListsTellWhatIsAnnotated() {
        OapRuntimeForTests.classes(new ListedClasses()
            .list(ClassCatalog.annotatedWith(ScopeDeclaration.class.getName()), AlarmRecord.class, Service.class)
            .list(ClassCatalog.annotatedWith(Stream.class.getName()), AlarmRecord.class));
        assertThat(AnnotatedClassPath.isAnnotationPresent(Service.class, ScopeDeclaration.class)).isTrue();
        assertThat(AnnotatedClassPath.isAnnotationPresent(Service.class, Stream.class)).isFalse();
        assertThat(AnnotatedClassPath.isAnnotationPresent(AlarmRecord.class, Stream.class)).isTrue();
    }

    @Test
    void missingListIsToldByItsKey() {
        OapRuntimeForTests.classes(new ListedClasses());
        assertThatThrownBy(() -> DispatcherClassPath.from(null).getTopLevelClassesRecursive(""))
            .isInstanceOf(IllegalStateException.class).hasMessage("augmentation did not list the classes of dispatchers");
    }
}
