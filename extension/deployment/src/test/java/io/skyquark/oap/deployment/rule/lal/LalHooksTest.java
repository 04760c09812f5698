// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

import io.skyquark.oap.deployment.hook.SiteCounter;

class LalHooksTest {

    @TestFactory
    Stream<DynamicTest> hooksMatchUpstream() {
        return LalHooks.all().stream().map(hook -> DynamicTest.dynamicTest(hook.className() + ": " + hook.description(), () -> {
            var counter = new SiteCounter();
            new ClassReader(original(hook.className())).accept(hook.visitor().apply(new ClassWriter(0), counter), 0);
            assertThat(counter.count()).isEqualTo(hook.sites());
        }));
    }

    @Test
    void noHookedClassMentionsGroovy() throws IOException {
        var loader = new HookedLoader(LalHooks.all());
        var names = new HashSet<String>();
        LalHooks.all().forEach(hook -> names.add(hook.className()));
        for (var name : names) {
            var mentioned = new HashSet<String>();
            new ClassReader(loader.transformed(name, original(name))).accept(new ClassRemapper(new ClassWriter(0), new Remapper(Opcodes.ASM9) {
                @Override
                public String map(String type) {
                    mentioned.add(type);
                    return type;
                }
            }), 0);
            assertThat(mentioned).as(name).noneMatch(type -> type.startsWith("groovy/") || type.startsWith("org/codehaus/groovy/"));
        }
    }

    private static byte[] original(String className) throws IOException {
        try (var in = LalHooksTest.class.getClassLoader().getResourceAsStream(className.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }
}
