// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

class RuleHooksTest {

    private static final List<UpstreamHookBuildItem> HOOKS = hooks();

    private static List<UpstreamHookBuildItem> hooks() {
        var hooks = new ArrayList<UpstreamHookBuildItem>();
        new RuleHooks().replaceClosures(hooks::add);
        new RuleHooks().selectCompiledFiles(hooks::add);
        new RuleHooks().runCompiledExpressions(hooks::add);
        new RuleHooks().defineHierarchy(hooks::add);
        return hooks;
    }

    @Test
    void everyHookMatchesItsSites() throws IOException {
        var declared = new ArrayList<String>();
        var counted = new ArrayList<String>();
        for (var hook : HOOKS) {
            var counter = new SiteCounter();
            new ClassReader(hook.className()).accept(hook.visitor().apply(new ClassWriter(0), counter), 0);
            declared.add(hook.className() + " " + hook.description() + " " + hook.sites());
            counted.add(hook.className() + " " + hook.description() + " " + counter.count());
        }
        assertThat(counted).isEqualTo(declared);
    }

    @Test
    void nothingOfGroovyIsLeft() throws IOException {
        for (var className : HOOKS.stream().map(UpstreamHookBuildItem::className).distinct().toList()) {
            var writer = new ClassWriter(0);
            ClassVisitor visitor = writer;
            for (var hook : HOOKS) {
                visitor = hook.className().equals(className) ? hook.visitor().apply(visitor, new SiteCounter()) : visitor;
            }
            new ClassReader(className).accept(visitor, ClassReader.SKIP_FRAMES);
            assertThat(mentioned(writer.toByteArray())).as(className).noneMatch(name -> name.startsWith("groovy/") || name.startsWith("org/codehaus/groovy/"));
        }
    }

    private static Set<String> mentioned(byte[] classFile) {
        var names = new TreeSet<String>();
        new ClassReader(classFile).accept(new ClassRemapper(new ClassWriter(0), new Remapper() {
            @Override
            public String map(String internalName) {
                names.add(internalName);
                return internalName;
            }
        }), ClassReader.SKIP_FRAMES);
        return names;
    }
}
