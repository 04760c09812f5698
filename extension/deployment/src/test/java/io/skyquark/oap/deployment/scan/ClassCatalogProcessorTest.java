// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.skyquark.oap.deployment.Generated;
import io.skyquark.oap.deployment.spi.ClassCatalogEntryBuildItem;
import io.skyquark.oap.model.ClassCatalog;

class ClassCatalogProcessorTest {

    private final Loader loader = new Loader();
    private final ClassCatalog catalog = generate(List.of(
        ClassCatalogEntryBuildItem.ofClasses("metrics:a.oal", List.of("sample.B", "sample.A")),
        ClassCatalogEntryBuildItem.ofClasses("metrics:b.oal", List.of("sample.C")),
        ClassCatalogEntryBuildItem.ofClasses("metrics:empty.oal", List.of()),
        ClassCatalogEntryBuildItem.ofNames("disabled:a.oal", List.of("segment", "alarm_record"))));

    @Test
    void classesKeepTheirOrder() {
        assertThat(catalog.classes("metrics:a.oal")).extracting(Class::getName).containsExactly("sample.B", "sample.A");
    }

    @Test
    void askingForAKeyLoadsItsClassesOnly() {
        catalog.classes("metrics:b.oal");
        assertThat(loader.asked).containsExactly("sample.C");
    }

    @Test
    void emptyIsNotUnknown() {
        assertThat(catalog.classes("metrics:empty.oal")).isEmpty();
        assertThat(catalog.classes("metrics:other.oal")).isNull();
        assertThat(catalog.classes("disabled:a.oal")).isNull();
    }

    @Test
    void names() {
        assertThat(catalog.names("disabled:a.oal")).containsExactly("segment", "alarm_record");
        assertThat(catalog.names("metrics:a.oal")).isNull();
    }

    @Test
    void aReloadGeneratesItAgainOnlyForOtherEntries() {
        var reload = new LiveReloadBuildItem();
        var first = generated(List.of(ClassCatalogEntryBuildItem.ofClasses("metrics:a.oal", List.of("sample.A"))), reload);
        assertThat(generated(List.of(ClassCatalogEntryBuildItem.ofClasses("metrics:a.oal", List.of("sample.A"))), reload)).isSameAs(first);
        var other = generated(List.of(ClassCatalogEntryBuildItem.ofClasses("metrics:a.oal", List.of("sample.B"))), reload);
        assertThat(define(other, new Loader()).classes("metrics:a.oal")).extracting(Class::getName).containsExactly("sample.B");
    }

    private ClassCatalog generate(List<ClassCatalogEntryBuildItem> entries) {
        return define(generated(entries, new LiveReloadBuildItem()), loader);
    }

    private static GeneratedClassBuildItem generated(List<ClassCatalogEntryBuildItem> entries, LiveReloadBuildItem reload) {
        var classes = new ArrayList<GeneratedClassBuildItem>();
        new ClassCatalogProcessor().generate(entries, reload, classes::add, resource -> {
        });
        assertThat(classes).hasSize(1);
        return classes.get(0);
    }

    private static ClassCatalog define(GeneratedClassBuildItem catalog, Loader loader) {
        try {
            return (ClassCatalog) loader.define(Generated.CLASS_CATALOG, catalog.getClassData()).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes up the listed classes when they are asked for. */
    private static final class Loader extends ClassLoader {

        private final Set<String> asked = new HashSet<>();

        Loader() {
            super(ClassCatalogProcessorTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> findClass(String name) {
            asked.add(name);
            var writer = new ClassWriter(0);
            writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
            return define(name, writer.toByteArray());
        }
    }
}
