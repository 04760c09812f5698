// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.skyquark.oap.deployment.Generated;
import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem.Key;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.model.ModuleCatalog;

/** The generated catalog against the real classes: every instance, and every field beside what reflection, upstream's way, would set. */
class ModuleCatalogTest {

    private static List<OapModuleBuildItem> modules;
    private static List<UpstreamHookBuildItem> hooks;
    private static HookedLoader loader;
    private static ModuleCatalog catalog;

    @BeforeAll
    static void generate() throws ReflectiveOperationException {
        modules = TestClassPath.reconcile(ProviderTable.load()).items();
        hooks = new ArrayList<>();
        var processor = new ModuleWiringProcessor();
        processor.hookModuleBoot(hooks::add);
        processor.openConfigurationFields(modules, hooks::add);
        Map<String, byte[]> classes = new HashMap<>();
        var services = List.of(new ServiceListBuildItem("java.lang.CharSequence", List.of("java.lang.String", "java.lang.StringBuilder")));
        processor.generateCatalog(modules, services, new LiveReloadBuildItem(), item -> classes.put(item.internalName().replace('/', '.'), item.getClassData()), item -> {
        }, item -> {
        });
        loader = new HookedLoader(classes);
        catalog = (ModuleCatalog) loader.loadClass(Generated.MODULE_CATALOG).getConstructor().newInstance();
    }

    /** Upstream's classes with the hooks of this mechanism applied, and what was generated. */
    private static final class HookedLoader extends ClassLoader {

        private final Map<String, byte[]> generated;

        HookedLoader(Map<String, byte[]> generated) {
            super(ModuleCatalogTest.class.getClassLoader());
            this.generated = generated;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            var loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (generated.containsKey(name)) {
                return defineClass(name, generated.get(name), 0, generated.get(name).length);
            }
            return name.startsWith("org.apache.skywalking.") || name.equals(StubQueryProvider.class.getName()) ? defineHooked(name)
                : super.loadClass(name, resolve);
        }

        private Class<?> defineHooked(String name) throws ClassNotFoundException {
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                var bytes = new ByteArrayOutputStream();
                in.transferTo(bytes);
                var hooked = hooked(name, bytes.toByteArray());
                return defineClass(name, hooked, 0, hooked.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static byte[] hooked(String name, byte[] original) {
        var current = original;
        for (var hook : hooks) {
            if (hook.className().equals(name)) {
                var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
                new ClassReader(current).accept(hook.visitor().apply(writer, new SiteCounter()), 0);
                current = writer.toByteArray();
            }
        }
        return current;
    }

    private static List<OapModuleBuildItem> wired() {
        return modules.stream().filter(module -> module.wiring() != null).toList();
    }

    @Test
    void everyHookMatchesTheSitesItDeclares() throws IOException {
        var wrong = new ArrayList<String>();
        for (var hook : hooks) {
            try (var in = ModuleCatalogTest.class.getClassLoader().getResourceAsStream(hook.className().replace('.', '/') + ".class")) {
                var counter = new SiteCounter();
                new ClassReader(in).accept(hook.visitor().apply(new ClassWriter(0), counter), 0);
                if (counter.count() != hook.sites()) {
                    wrong.add(hook.className() + " " + hook.description() + ": " + counter.count() + " instead of " + hook.sites());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyModuleAndProviderIsCreated() {
        for (var module : wired()) {
            assertThat(catalog.newModule(module.module()).getClass().getName()).isEqualTo(module.wiring().moduleClass());
            assertThat(catalog.newProvider(module.module(), module.provider()).getClass().getName()).isEqualTo(module.wiring().providerClass());
        }
        assertThat(catalog.newModule("nothing")).isNull();
        assertThat(catalog.newProvider("storage", "elasticsearch")).isNull();
        assertThat(catalog.newServices("java.lang.CharSequence")).hasSize(2).hasOnlyElementsOfTypes(String.class, StringBuilder.class);
        assertThat(catalog.newServices("nothing")).isEmpty();
    }

    @Test
    void everyFieldTakesWhatReflectionWouldSet() throws ReflectiveOperationException {
        int fields = 0;
        for (var module : wired()) {
            if (module.wiring().configClass() != null) {
                var type = loader.loadClass(module.wiring().configClass());
                for (var key : module.wiring().keys()) {
                    for (var value : samples(key)) {
                        var ours = type.getConstructor().newInstance();
                        var theirs = type.getConstructor().newInstance();
                        assertThat(catalog.set(ours, key.name(), value)).isTrue();
                        var field = field(type, key.name());
                        field.set(theirs, value);
                        assertThat(field.get(ours)).as(module.module() + "." + key.name()).isEqualTo(field.get(theirs));
                    }
                    fields++;
                }
                assertThat(catalog.set(type.getConstructor().newInstance(), "noSuchField", "x")).isFalse();
            }
        }
        assertThat(fields).isGreaterThan(200);
    }

    /** Values that reflection takes too; a long field takes an integer from both. */
    private static List<Object> samples(Key key) {
        return switch (key.type()) {
            case TEXT -> List.of("text", "");
            case INTEGER -> List.of(-7, Integer.MAX_VALUE);
            case LONG -> key.descriptor().equals("J") ? List.of(5, Long.MAX_VALUE) : List.of(5L);
            case BOOLEAN -> List.of(true, false);
            case LIST -> List.of(List.of("Hour"), List.of());
            case BLOCK -> List.of(new Properties());
        };
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (var field : each.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    @Test
    void aValueOfAnotherTypeIsRefused() throws ReflectiveOperationException {
        var core = loader.loadClass("org.apache.skywalking.oap.server.core.CoreModuleConfig").getConstructor().newInstance();
        assertThatThrownBy(() -> catalog.set(core, "restPort", "abc")).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> catalog.set(core, "restHost", 1)).isInstanceOf(ClassCastException.class);
        assertThat(catalog.set("not a configuration", "restPort", 1)).isFalse();
    }
}
