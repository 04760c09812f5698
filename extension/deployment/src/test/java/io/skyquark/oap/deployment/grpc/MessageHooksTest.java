// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.junit.jupiter.api.Test;

/** The table of messages against the jars of upstream on the class path. */
class MessageHooksTest {

    private static final List<String> GONE = List.of("newIntList", "newLongList", "newFloatList", "newDoubleList", "newBooleanList");
    /** Rules of message validation, which are read as options of descriptors; none of upstream's has a list. */
    private static final String VALIDATION = "io/envoyproxy/pgv/validate/";

    @Test
    void everyMessageWithAListOfNumbersIsHooked() throws IOException {
        assertThat(upstreamsClassesWith(GONE)).containsExactlyElementsOf(new TreeSet<>(MessageHooks.MESSAGES.keySet()));
    }

    @Test
    void everyFileWithOptionsIsHooked() throws IOException {
        assertThat(upstreamsClassesWith(List.of("internalUpdateFileDescriptor"))).containsExactlyElementsOf(new TreeSet<>(MessageHooks.WITH_OPTIONS));
    }

    private static SortedSet<String> upstreamsClassesWith(List<String> constants) throws IOException {
        var found = new TreeSet<String>();
        for (var path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (path.endsWith(".jar") && path.contains("skywalking") && Path.of(path).toFile().exists()) {
                try (var jar = new JarFile(path)) {
                    for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                        if (entry.getName().endsWith(".class") && !entry.getName().startsWith(VALIDATION) && hasAny(constants, jar, entry)) {
                            found.add(entry.getName().replace(".class", "").replace('/', '.'));
                        }
                    }
                }
            }
        }
        found.removeIf(name -> name.startsWith("io.skyquark."));
        return found;
    }

    private static boolean hasAny(List<String> constants, JarFile jar, JarEntry entry) throws IOException {
        try (var in = jar.getInputStream(entry)) {
            var content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return constants.stream().anyMatch(content::contains);
        }
    }
}
