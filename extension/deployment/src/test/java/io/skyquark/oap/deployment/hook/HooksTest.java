// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

import io.quarkus.deployment.builditem.BytecodeTransformerBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.skyquark.oap.deployment.ProblemMessages;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamContractBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Every kind of hook, on classes of the test; and what the build says of one that does not fit. */
class HooksTest {

    /** Stands for an upstream class. */
    public static class Upstream {

        @SuppressWarnings("unused")
        private final int kept = 1;

        private final String held = new String("upstream");

        public String greet(String name, long times) {
            return "upstream " + name + times;
        }

        public void complain() {
            throw new IllegalStateException("upstream complains");
        }

        public int length() {
            return new StringBuilder("four").length();
        }

        public int indexOf(String text, int from) {
            return text.length() + from;
        }

        public int number() {
            return Integer.parseInt("12");
        }

        public Object state() {
            return new State(1).told();
        }

        int hidden() {
            return 7;
        }
    }

    /** Created by the class. */
    public static class State {

        final int number;

        public State(int number) {
            this.number = number;
        }

        public String told() {
            return "upstream's state " + number;
        }
    }

    /** In its place. */
    public static final class OurState extends State {

        public OurState(int number) {
            super(number);
        }

        @Override
        public String told() {
            return "our state " + number;
        }
    }

    /** Stands for ours. */
    public static final class Ours {

        public static Upstream reported;

        public static void constructed(Upstream self) {
            reported = self;
        }

        public static int parseInt(String text) {
            return -1;
        }

        private Ours() {
        }

        public static String greet(Upstream self, String name, long times) {
            return "ours " + name + times;
        }
    }

    /** In the shape of {@link StringBuilder} as far as the class uses it. */
    public static final class Shape {

        public Shape(String text) {
        }

        public int length() {
            return -1;
        }
    }

    private static final String UPSTREAM = Upstream.class.getName();

    @Test
    void aMethodDelegatesWithItsReceiver() throws Exception {
        var hooked = define(Hooks.delegate(UPSTREAM, "greet", "(Ljava/lang/String;J)Ljava/lang/String;", Ours.class.getName(), "test"));
        assertThat(hooked.getMethod("greet", String.class, long.class).invoke(create(hooked), "x", 2L)).isEqualTo("ours x2");
    }

    @Test
    void aTypeIsRemapped() throws Exception {
        var hooked = define(Hooks.remap(UPSTREAM, "java.lang.StringBuilder", Shape.class.getName(), 3, "test"));
        assertThat(hooked.getMethod("length").invoke(create(hooked))).isEqualTo(-1);
    }

    @Test
    void aMethodForwardsToTheObjectInAField() throws Exception {
        var hooked = define(Hooks.forward(UPSTREAM, "indexOf", "(Ljava/lang/String;I)I", "held", String.class.getName(), "test"));
        assertThat(hooked.getMethod("indexOf", String.class, int.class).invoke(create(hooked), "p", 2)).isEqualTo("upstream".indexOf("p", 2));
    }

    @Test
    void aMethodDoesNothing() throws Exception {
        var hooked = define(Hooks.doNothing(UPSTREAM, "complain", "()V", "test"));
        assertThat(hooked.getMethod("complain").invoke(create(hooked))).isNull();
    }

    @Test
    void aCallGetsAnotherName() throws Exception {
        var type = define(Hooks.renameCall(UPSTREAM, "java.lang.StringBuilder", "length", "()I", "capacity", 1, "test"));
        assertThat(type.getMethod("length").invoke(create(type))).isEqualTo(new StringBuilder("four").capacity());
    }

    @Test
    void aStaticCallGoesElsewhere() throws Exception {
        var type = define(Hooks.redirectCall(UPSTREAM, "java.lang.Integer", "parseInt", "(Ljava/lang/String;)I", Ours.class.getName(), 1, "test"));
        assertThat(type.getMethod("number").invoke(create(type))).isEqualTo(-1);
    }

    @Test
    void anObjectOfASubclassIsCreated() throws Exception {
        var type = define(Hooks.create(UPSTREAM, State.class.getName(), OurState.class.getName(), 2, "test"));
        assertThat(type.getMethod("state").invoke(create(type))).isEqualTo("our state 1");
    }

    @Test
    void aConstantBecomesAnother() throws Exception {
        var type = define(Hooks.constant(UPSTREAM, "number", "12", "34", 1, "test"));
        assertThat(type.getMethod("number").invoke(create(type))).isEqualTo(34);
    }

    @Test
    void membersAreOpened() throws Exception {
        assertThat(define(Hooks.openMethod(UPSTREAM, "hidden", "()I", "test")).getMethod("hidden")).isNotNull();
        assertThat(define(Hooks.openFields(UPSTREAM, List.of("kept"), "test")).getField("kept")).isNotNull();
    }

    @Test
    void aFieldCanBeReplaced() throws Exception {
        int modifiers = define(LiveHooks.replaceFields(UPSTREAM, List.of("held"), "test")).getField("held").getModifiers();
        assertThat(Modifier.isVolatile(modifiers) && !Modifier.isFinal(modifiers)).isTrue();
    }

    @Test
    void aConstructorReportsItsObject() throws Exception {
        var type = define(LiveHooks.reportConstructed(UPSTREAM, "()V", Ours.class.getName(), 1, "test"));
        var created = create(type);
        assertThat(type.getClassLoader().loadClass(Ours.class.getName()).getField("reported").get(null)).isSameAs(created);
    }

    @Test
    void aHookThatMatchesOtherPlacesFailsTheBuildByName() {
        assertThat(problems(Hooks.openFields(UPSTREAM, List.of("kept", "gone"), "configuration fields are set by generated code")))
            .isEqualTo("""
                Found problems in the SkyWalking rules and hooks (1):
                \t[1] %s - [HOOK_SITES] hook 'open kept, gone' matches 1 sites, declared are 2 \
                (upstream changed: configuration fields are set by generated code)""".formatted(UPSTREAM));
    }

    @Test
    void aHookOfAClassThatIsGoneFailsTheBuildByName() {
        assertThat(problems(Hooks.doNothing("org.apache.skywalking.Gone", "run", "()V", "test")))
            .isEqualTo("""
                Found problems in the SkyWalking rules and hooks (1):
                \t[1] org.apache.skywalking.Gone - [HOOK_CLASS] the hooked class is not on the class path \
                (upstream moved or removed it: review nothing in run)""");
    }

    @Test
    void aHookOfALibraryThatUsesWhatAReloadReplacesFailsTheBuildByName() {
        var hook = Hooks.redirectCall(UPSTREAM, "java.lang.Integer", "parseInt", "(Ljava/lang/String;)I", "io.skyquark.oap.server.Parser", 1, "test");
        assertThat(problems(hook))
            .isEqualTo("""
                Found problems in the SkyWalking rules and hooks (1):
                \t[1] %s - [HOOK_REACH] a library's hooks use io.skyquark.oap.server.Parser, which a live reload replaces and the library does not see \
                (move what they use to io.skyquark.oap.runtime.library, or do not apply them in development)""".formatted(UPSTREAM));
        assertThat(problems(hook.outsideDevelopment())).doesNotContain("HOOK_REACH");
    }

    @Test
    void onlyWhatAppliesIsChanged() {
        var hook = Hooks.doNothing(UPSTREAM, "complain", "()V", "test");
        assertThat(transformed(hook, LaunchMode.NORMAL)).isEqualTo(1);
        assertThat(transformed(hook.inDevelopment(), LaunchMode.NORMAL)).isZero();
        assertThat(transformed(hook.inDevelopment(), LaunchMode.DEVELOPMENT)).isEqualTo(1);
    }

    private static int transformed(UpstreamHookBuildItem hook, LaunchMode mode) {
        var transformers = new ArrayList<BytecodeTransformerBuildItem>();
        transform(hook, mode, transformers, new ArrayList<>());
        return transformers.size();
    }

    private static String problems(UpstreamHookBuildItem hook) {
        var problems = new ArrayList<ProblemBuildItem>();
        transform(hook, LaunchMode.NORMAL, new ArrayList<>(), problems);
        return ProblemMessages.of(problems);
    }

    private static void transform(UpstreamHookBuildItem hook, LaunchMode mode, List<BytecodeTransformerBuildItem> transformers,
                                  List<ProblemBuildItem> problems) {
        new TransformProcessor().transformUpstream(List.of(hook), new LaunchModeBuildItem(mode, Optional.empty(), false, Optional.empty(), false),
            new LiveReloadBuildItem(), transformers::add, new ArrayList<UpstreamContractBuildItem>()::add, problems::add);
    }

    private static Class<?> define(UpstreamHookBuildItem hook) throws IOException {
        var counter = new SiteCounter();
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(classFile(Upstream.class)).accept(hook.visitor().apply(writer, counter), 0);
        assertThat(counter.count()).isEqualTo(hook.sites());
        var loader = new Together();
        var hooked = loader.define(UPSTREAM, writer.toByteArray());
        loader.define(Ours.class.getName(), classFile(Ours.class));
        return hooked;
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (var in = HooksTest.class.getResourceAsStream("HooksTest$" + type.getSimpleName() + ".class")) {
            return in.readAllBytes();
        }
    }

    /** The hooked class and ours see each other, as they do in a server. */
    private static final class Together extends ClassLoader {

        Together() {
            super(HooksTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            var own = findLoadedClass(name);
            return own != null ? own : super.loadClass(name, resolve);
        }
    }

    private static Object create(Class<?> type) throws ReflectiveOperationException {
        return type.getConstructor().newInstance();
    }
}
