// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** What is found in the code of the nested classes and of generated ones. */
class ClosedWorldTest {

    /** The forbidden use at the end of every way. */
    static class User {

        static Object use() {
            return ServiceLoader.load(Runnable.class);
        }
    }

    interface Step {

        Object run();
    }

    static class UsingStep implements Step {

        @Override
        public Object run() {
            return User.use();
        }
    }

    static class HarmlessStep implements Step {

        @Override
        public Object run() {
            return this;
        }
    }

    interface DefaultStep extends Step {

        @Override
        default Object run() {
            return User.use();
        }
    }

    static class InheritingStep implements DefaultStep {
    }

    static class UsingRunnable implements Runnable {

        @Override
        public void run() {
            User.use();
        }
    }

    static class UsingInitializer {

        static final Object VALUE = User.use();
    }

    static class Direct {

        Object start() {
            return User.use();
        }
    }

    static class TwoHops {

        Object start() {
            return new Direct().start();
        }
    }

    static class Caller {

        static Object call(Step step) {
            return step.run();
        }
    }

    static class ThroughInterface {

        Object start() {
            return Caller.call(new UsingStep());
        }
    }

    static class ThroughDefaultMethod {

        Object start() {
            return Caller.call(new InheritingStep());
        }
    }

    /** The caller is walked before anything creates the object. */
    static class CreatedLater {

        Object start() {
            Caller.call(null);
            return Later.step();
        }
    }

    static class Later {

        static Object step() {
            return EvenLater.step();
        }
    }

    static class EvenLater {

        static Object step() {
            return new UsingStep();
        }
    }

    static class ThroughLibrary {

        void start() {
            new Thread(new UsingRunnable()).start();
        }
    }

    static class ThroughLambda {

        Supplier<Object> start() {
            return () -> User.use();
        }
    }

    static class ThroughReference {

        Supplier<Object> start() {
            return User::use;
        }
    }

    static class ThroughInitializer {

        Object start() {
            return UsingInitializer.VALUE;
        }
    }

    static class ThroughConstant {

        Object start(Map<Class<?>, String> registry) {
            registry.put(UsingStep.class, "created elsewhere");
            return Caller.call(null);
        }
    }

    static class TwoWays {

        Object start() {
            new TwoHops().start();
            return new Direct().start();
        }
    }

    static class Unreachable {

        Object start() {
            return Collections.emptyList();
        }
    }

    static class OtherImplementation {

        Object start() {
            return Caller.call(new HarmlessStep());
        }
    }

    static class OwnLoader extends ClassLoader {

        Class<?> start(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }

    static class SameName {

        Object start() {
            return defineClass("a name only");
        }

        private Object defineClass(String name) {
            return name;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Direct,               Direct.start -> User.use",
        "TwoHops,              TwoHops.start -> Direct.start -> User.use",
        "ThroughInterface,     ThroughInterface.start -> Caller.call -> UsingStep.run -> User.use",
        "ThroughDefaultMethod, ThroughDefaultMethod.start -> Caller.call -> DefaultStep.run -> User.use",
        "CreatedLater,         CreatedLater.start -> Caller.call -> UsingStep.run -> User.use",
        "ThroughLibrary,       ThroughLibrary.start -> UsingRunnable.run -> User.use",
        "ThroughLambda,        ThroughLambda.lambda$start$0 -> User.use",
        "ThroughReference,     ThroughReference.start -> User.use",
        "ThroughInitializer,   ThroughInitializer.start -> UsingInitializer.<clinit> -> User.use",
        "ThroughConstant,      ThroughConstant.start -> Caller.call -> UsingStep.run -> User.use",
        "TwoWays,              TwoWays.start -> Direct.start -> User.use",
    })
    void everyWayToTheUseIsFound(String start, String path) {
        var findings = new World().findings(start);
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).used()).isEqualTo("java.util.ServiceLoader.load");
        assertThat(shortened(String.join(" -> ", findings.get(0).path()))).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"Unreachable", "OtherImplementation", "SameName"})
    void whatCannotRunIsNotFound(String start) {
        assertThat(new World().findings(start)).isEmpty();
    }

    @Test
    void aHookTakesTheUseAway() {
        var hooked = new World();
        hooked.hook(Hooks.remap(User.class.getName(), "java.util.ServiceLoader", "io.skyquark.oap.server.module.OapServiceLoader", 2, "test"));
        assertThat(hooked.findings("TwoHops")).isEmpty();
    }

    @Test
    void aLoaderOfUpstreamDefinesClasses() {
        var findings = new World().findings("OwnLoader");
        assertThat(findings).extracting(ClosedWorld.Finding::kind).containsExactly(ForbiddenUse.GENERATE);
        assertThat(shortened(findings.get(0).used())).isEqualTo("OwnLoader.defineClass");
    }

    @Test
    void anObjectThatReflectionCreatesIsAStart() {
        var world = new World();
        var walk = world.walk();
        walk.startFromObject(internal("UsingRunnable"));
        assertThat(walk.findings()).extracting(finding -> shortened(String.join(" -> ", finding.path()))).containsExactly("UsingRunnable.run -> User.use");
    }

    @ParameterizedTest
    @CsvSource({
        "GENERATE, javassist/ClassPool,                       getDefault",
        "GENERATE, freemarker/template/Configuration,         getTemplate",
        "GENERATE, org/objectweb/asm/ClassWriter,             toByteArray",
        "GENERATE, net/bytebuddy/ByteBuddy,                   redefine",
        "GENERATE, java/net/URLClassLoader,                   newInstance",
        "GENERATE, java/lang/ClassLoader,                     defineClass",
        "GENERATE, java/security/SecureClassLoader,           defineClass",
        "GENERATE, java/lang/invoke/MethodHandles$Lookup,     defineClass",
        "GENERATE, java/lang/invoke/MethodHandles$Lookup,     defineHiddenClass",
        "GENERATE, java/lang/invoke/LambdaMetafactory,          metafactory",
        "SCRIPT,   javax/script/ScriptEngineManager,          getEngineByName",
        "SCRIPT,   groovy/lang/GroovyShell,                   evaluate",
        "SCRIPT,   org/codehaus/groovy/runtime/InvokerHelper, runScript",
        "SCAN,     com/google/common/reflect/ClassPath,       from",
        "SCAN,     com/google/common/reflect/ClassPath$ClassInfo, load",
        "SCAN,     io/github/classgraph/ClassGraph,           scan",
        "SCAN,     org/reflections/Reflections,               getSubTypesOf",
        "SCAN,     org/springframework/context/annotation/ClassPathScanningCandidateComponentProvider, findCandidateComponents",
        "DISCOVER, java/util/ServiceLoader,                   load"
    })
    void everyForbiddenMember(ForbiddenUse kind, String owner, String method) {
        var findings = new World().findingsOfCall(owner, method);
        assertThat(findings).extracting(ClosedWorld.Finding::kind).containsExactly(kind);
        assertThat(findings.get(0).used()).isEqualTo(owner.replace('/', '.') + "." + method);
    }

    @ParameterizedTest
    @CsvSource({
        "java/lang/ClassLoader,                 loadClass",
        "java/lang/invoke/MethodHandles$Lookup, findVirtual",
        "com/google/common/reflect/TypeToken,   of",
        "java/util/ServiceLoading,              load"
    })
    void othersAreNot(String owner, String method) {
        assertThat(new World().findingsOfCall(owner, method)).isEmpty();
    }

    /** The real thing: what the hooks are there for. */
    @Test
    void upstreamWithoutHooksDoesItAll() {
        var walk = new ClosedWorld(new ClassHierarchy(name -> name.startsWith("org/apache/skywalking/oap/") ? World.read(name) : null, World::read));
        walk.startFrom("org/apache/skywalking/oap/server/starter/OAPServerBootstrap");
        walk.startFromObject("org/apache/skywalking/oap/server/core/CoreModuleProvider");
        walk.startFromObject("org/apache/skywalking/oap/log/analyzer/provider/LogAnalyzerModuleProvider");
        assertThat(walk.findings()).extracting(finding -> finding.kind() + " " + finding.usedClass() + " in " + finding.user()).contains(
            "DISCOVER java.util.ServiceLoader in org.apache.skywalking.oap.server.library.module.ModuleManager.init",
            "SCAN com.google.common.reflect.ClassPath in org.apache.skywalking.oap.server.core.analysis.DispatcherManager.scan",
            "GENERATE javassist.ClassPool in org.apache.skywalking.oap.server.core.analysis.meter.MeterSystem.create",
            "SCRIPT groovy.lang.GroovyShell in org.apache.skywalking.oap.meter.analyzer.dsl.DSL.parse");
    }

    private static String internal(String simpleName) {
        return ClosedWorldTest.class.getName().replace('.', '/') + "$" + simpleName;
    }

    private static String shortened(String text) {
        return text.replace(ClosedWorldTest.class.getName() + "$", "");
    }

    /** The nested classes of the test; all others are libraries. */
    private static final class World {

        private static final String CALLER = "sample/Caller";
        private final Map<String, byte[]> changed = new HashMap<>();

        void hook(UpstreamHookBuildItem hook) {
            var name = hook.className().replace('.', '/');
            var writer = new ClassWriter(0);
            var counter = new SiteCounter();
            new ClassReader(read(name)).accept(hook.visitor().apply(writer, counter), 0);
            assertThat(counter.count()).isEqualTo(hook.sites());
            changed.put(name, writer.toByteArray());
        }

        ClosedWorld walk() {
            return new ClosedWorld(new ClassHierarchy(
                name -> changed.containsKey(name) ? changed.get(name) : name.startsWith(internal("")) ? read(name) : null, World::read));
        }

        List<ClosedWorld.Finding> findings(String start) {
            var walk = walk();
            walk.startFrom(internal(start));
            return walk.findings();
        }

        /** <pre>{@code class Caller { static void start() { Owner.method(); } }}</pre> */
        List<ClosedWorld.Finding> findingsOfCall(String owner, String method) {
            var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, CALLER, null, "java/lang/Object", null);
            var code = writer.visitMethod(Opcodes.ACC_STATIC, "start", "()V", null, null);
            code.visitCode();
            code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, "()V", false);
            code.visitInsn(Opcodes.RETURN);
            code.visitMaxs(0, 0);
            code.visitEnd();
            writer.visitEnd();
            changed.put(CALLER, writer.toByteArray());
            var walk = walk();
            walk.startFrom(CALLER);
            return new ArrayList<>(walk.findings());
        }

        private static byte[] read(String name) {
            try (var in = ClosedWorldTest.class.getClassLoader().getResourceAsStream(name + ".class")) {
                return in == null ? null : in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
