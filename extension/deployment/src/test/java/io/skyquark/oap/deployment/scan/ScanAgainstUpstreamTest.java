// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

import org.jboss.jandex.IndexView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.common.reflect.ClassPath;

import io.skyquark.oap.deployment.oal.TestClassPath;

/** The index gives the classes that upstream's own scan of the class path finds. */
class ScanAgainstUpstreamTest {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";

    private static IndexView index;
    private static URLClassLoader loader;
    private static List<Class<?>> scanned;

    @BeforeAll
    static void scan() throws IOException {
        var urls = new ArrayList<URL>();
        for (var jar : TestClassPath.jars()) {
            urls.add(jar.toUri().toURL());
        }
        index = TestClassPath.index();
        loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        scanned = new ArrayList<>();
        for (var info : ClassPath.from(loader).getTopLevelClassesRecursive("org.apache.skywalking")) {
            try {
                scanned.add(info.load());
            } catch (LinkageError e) {
                // Classes that want a library which neither we nor the server has; upstream's scan would stop here.
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"analysis.Stream", "analysis.Disable", "analysis.MultipleDisable", "source.ScopeDeclaration", "analysis.meter.function.MeterFunction",
        "analysis.metrics.annotation.MetricsFunction", "analysis.metrics.annotation.FilterMatcher", "analysis.metrics.annotation.BooleanValueFilterMatcher"})
    void sameAnnotatedClasses(String name) throws ClassNotFoundException {
        var annotation = loader.loadClass(CORE + name).asSubclass(Annotation.class);
        assertThat(UpstreamClasses.annotatedWith(index, CORE + name))
            .isEqualTo(scanned.stream().filter(type -> type.isAnnotationPresent(annotation)).map(Class::getName).sorted().toList());
    }

    @Test
    void sameDispatchers() throws ClassNotFoundException {
        var dispatcher = loader.loadClass(CORE + "analysis.SourceDispatcher");
        var found = UpstreamClasses.implementing(index, CORE + "analysis.SourceDispatcher");
        assertThat(found).isNotEmpty().isEqualTo(scanned.stream()
            .filter(type -> !type.isInterface() && !Modifier.isAbstract(type.getModifiers()) && dispatcher.isAssignableFrom(type))
            .map(Class::getName).sorted().toList());
    }

    @Test
    void everyListedClassIsPublic() throws ClassNotFoundException {
        for (var name : List.of("analysis.Stream", "source.ScopeDeclaration", "analysis.meter.function.MeterFunction")) {
            for (var type : UpstreamClasses.annotatedWith(index, CORE + name)) {
                assertThat(loader.loadClass(type)).as(type).isPublic();
            }
        }
    }
}
