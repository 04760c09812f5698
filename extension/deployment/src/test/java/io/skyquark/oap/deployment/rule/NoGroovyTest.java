// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.module.TestClassPath;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Reads every class of upstream's jars as the hooks leave it: what still mentions Groovy is never loaded. */
class NoGroovyTest {

    private static final String MAL = "org/apache/skywalking/oap/meter/analyzer/dsl/";
    private static final String LAL = "org/apache/skywalking/oap/log/analyzer/dsl/";
    /** Class to the types of Groovy that it mentions; no other class mentions these classes. */
    private static final Set<String> UNREACHABLE = Set.of(
        MAL + "NumberClosure",
        MAL + "Expression$ExpressionDelegate",
        LAL + "LALPrecompiledExtension",
        LAL + "Binding$Parsed$1",
        LAL + "spec/LALDelegatingScript");

    /** Class to every type that it mentions, for the classes that matter: those with Groovy, and those that mention an unreachable class. */
    private static final Map<String, Set<String>> MENTIONS = new TreeMap<>();

    @BeforeAll
    static void readUpstream() throws IOException {
        var hooks = new ArrayList<UpstreamHookBuildItem>();
        new RuleHooks().replaceClosures(hooks::add);
        new RuleHooks().selectCompiledFiles(hooks::add);
        new RuleHooks().runCompiledExpressions(hooks::add);
        new RuleHooks().defineHierarchy(hooks::add);
        new RuleHooks().runCompiledLogRules(hooks::add);
        var byClass = hooks.stream().collect(Collectors.groupingBy(hook -> hook.className().replace('.', '/')));
        for (var path : TestClassPath.paths()) {
            if (path.toString().contains("skywalking") && path.toString().endsWith(".jar")) {
                read(path.toFile().getPath(), byClass);
            }
        }
    }

    private static void read(String jarFile, Map<String, List<UpstreamHookBuildItem>> hooks) throws IOException {
        try (var jar = new JarFile(jarFile)) {
            for (var entry : jar.stream().filter(each -> each.getName().matches("org/apache/skywalking/oap/.*\\.class")).toList()) {
                try (var in = jar.getInputStream(entry)) {
                    var name = entry.getName().substring(0, entry.getName().length() - ".class".length());
                    var mentioned = mentioned(in.readAllBytes(), hooks.getOrDefault(name, List.of()));
                    mentioned.remove(name);
                    MENTIONS.put(name, mentioned);
                }
            }
        }
    }

    private static Set<String> mentioned(byte[] classFile, List<UpstreamHookBuildItem> hooks) {
        var names = new TreeSet<String>();
        ClassVisitor visitor = new ClassRemapper(new ClassWriter(0), new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                names.add(internalName);
                return internalName;
            }
        });
        for (var hook : hooks) {
            visitor = hook.visitor().apply(visitor, new SiteCounter());
        }
        new ClassReader(classFile).accept(new WithoutNesting(visitor), ClassReader.SKIP_FRAMES);
        return names;
    }

    /** That a class lies in another one loads neither. */
    private static final class WithoutNesting extends ClassVisitor {

        WithoutNesting(ClassVisitor visitor) {
            super(Opcodes.ASM9, visitor);
        }

        @Override
        public void visitInnerClass(String name, String outerName, String innerName, int access) {
        }

        @Override
        public void visitNestMember(String nestMember) {
        }

        @Override
        public void visitNestHost(String nestHost) {
        }

        @Override
        public void visitOuterClass(String owner, String name, String descriptor) {
        }
    }

    private static boolean isGroovy(String type) {
        return type.startsWith("groovy/") || type.startsWith("org/codehaus/groovy/") || type.startsWith("org/apache/groovy/");
    }

    @Test
    void onlyUnreachableClassesMentionGroovy() {
        assertThat(MENTIONS).hasSizeGreaterThan(1000);
        var left = new TreeMap<String, Set<String>>();
        MENTIONS.forEach((name, types) -> {
            var groovy = types.stream().filter(NoGroovyTest::isGroovy).collect(Collectors.toCollection(TreeSet::new));
            if (!groovy.isEmpty() && !UNREACHABLE.contains(name)) {
                left.put(name, groovy);
            }
        });
        assertThat(left).isEmpty();
    }

    @Test
    void nothingMentionsTheUnreachableClasses() {
        assertThat(MENTIONS.keySet()).containsAll(UNREACHABLE);
        var users = new TreeMap<String, Set<String>>();
        MENTIONS.forEach((name, types) -> {
            var unreachable = types.stream().filter(UNREACHABLE::contains).collect(Collectors.toCollection(TreeSet::new));
            if (!unreachable.isEmpty() && !UNREACHABLE.contains(name)) {
                users.put(name, unreachable);
            }
        });
        assertThat(users).isEmpty();
    }
}
