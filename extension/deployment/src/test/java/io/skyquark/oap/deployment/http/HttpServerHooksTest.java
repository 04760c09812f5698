// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.server.library.server.http.HTTPServer;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;

import io.netty.util.concurrent.ImmediateEventExecutor;
import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.server.http.OapExceptionHandler;
import io.skyquark.oap.server.http.OapRequestConverter;

/** The hooks on upstream's own class files. */
class HttpServerHooksTest {

    private static final String UPSTREAM = "org.apache.skywalking.oap.";
    private static final String TELEGRAF_DATA = UPSTREAM + "server.receiver.telegraf.provider.handler.pojo.TelegrafData";
    private static final String EXCEPTION_HANDLER = UPSTREAM + "query.debug.DebuggingQueryExceptionHandler";
    private static final List<String> USERS = List.of(
        UPSTREAM + "server.core.CoreModuleProvider", UPSTREAM + "server.core.server.HTTPHandlerRegisterImpl",
        UPSTREAM + "server.receiver.sharing.server.SharingServerModuleProvider",
        UPSTREAM + "server.receiver.aws.firehose.AWSFirehoseReceiverModuleProvider", UPSTREAM + "server.receiver.zipkin.ZipkinReceiverProvider",
        UPSTREAM + "query.promql.PromQLProvider", UPSTREAM + "query.logql.LogQLProvider", UPSTREAM + "query.zipkin.ZipkinQueryProvider",
        UPSTREAM + "server.health.checker.provider.HealthCheckerHttpService", UPSTREAM + "query.zipkin.handler.ZipkinQueryExceptionHandler",
        EXCEPTION_HANDLER, TELEGRAF_DATA);

    private static byte[] classFile(String name) throws IOException {
        try (var in = HttpServerHooksTest.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    private static Index index(List<String> classes) throws IOException {
        var indexer = new Indexer();
        for (var name : classes) {
            indexer.index(new ByteArrayInputStream(classFile(name)));
        }
        return indexer.complete();
    }

    @Test
    void matchUpstream() throws Exception {
        var hooks = new ArrayList<UpstreamHookBuildItem>();
        var problems = new ArrayList<ProblemBuildItem>();
        new HttpServerHooks(index(USERS)).declare(hooks::add, problems::add);

        assertThat(problems).isEmpty();
        assertThat(hooks).hasSize(15);
        for (var hook : hooks) {
            var counter = new SiteCounter();
            new ClassReader(classFile(hook.className())).accept(hook.visitor().apply(new ClassWriter(0), counter), 0);
            assertThat(counter.count()).as(hook.className() + ": " + hook.description()).isEqualTo(hook.sites());
        }
    }

    @Test
    void missNoClassThatUsesTheServer() throws Exception {
        var problems = new ArrayList<ProblemBuildItem>();
        var user = HttpServerHooksTest.class.getName() + "$NewUser";
        // Stands for a class that a later upstream has: its package is upstream's.
        var renamed = rename(classFile(user), user, UPSTREAM + "NewUser");
        var indexer = new Indexer();
        indexer.index(new ByteArrayInputStream(renamed));
        new HttpServerHooks(indexer.complete()).declare(hook -> {
        }, problems::add);

        assertThat(problems).hasSize(1).map(ProblemBuildItem::describe).first().asString()
            .startsWith(UPSTREAM + "NewUser - [HTTP_SERVER_USER] uses ").contains("HTTPServer");
    }

    static class NewUser {
        final Object server = new HTTPServer(null);
    }

    private static byte[] rename(byte[] original, String from, String to) {
        var writer = new ClassWriter(0);
        new ClassReader(original).accept(new ClassRemapper(writer,
            new SimpleRemapper(Opcodes.ASM9, from.replace('.', '/'), to.replace('.', '/'))), 0);
        return writer.toByteArray();
    }

    @Test
    void leaveConvertersAndExceptionHandlersWorking() throws Exception {
        var loader = new HookedLoader(index(List.of(TELEGRAF_DATA, EXCEPTION_HANDLER)));
        var converter = (OapRequestConverter) loader.create(TELEGRAF_DATA);
        var handler = (OapExceptionHandler) loader.create(EXCEPTION_HANDLER);

        var body = AggregatedHttpRequest.of(HttpMethod.POST, "/telegraf", MediaType.JSON, "{\"metrics\":[]}");
        assertThat(converter.convertRequest(null, body, converter.getClass(), null)).isInstanceOf(converter.getClass());
        var answer = handler.handleException(null, null, new IllegalArgumentException("wrong")).aggregate(ImmediateEventExecutor.INSTANCE).join();
        assertThat(answer.status().code()).isEqualTo(400);
        assertThat(answer.contentUtf8()).isEqualTo("wrong");
    }

    /** Defines the classes of an index as the hooks leave them. */
    private static final class HookedLoader extends ClassLoader {

        private final Map<String, byte[]> hooked = new HashMap<>();

        HookedLoader(Index index) throws IOException {
            super(HttpServerHooksTest.class.getClassLoader());
            List<UpstreamHookBuildItem> hooks = new ArrayList<>();
            new HttpServerHooks(index).declare(hooks::add, problem -> {
            });
            for (var type : index.getKnownClasses()) {
                var writer = new ClassWriter(0);
                ClassVisitor visitor = writer;
                for (var hook : hooks) {
                    visitor = DotName.createSimple(hook.className()).equals(type.name()) ? hook.visitor().apply(visitor, new SiteCounter()) : visitor;
                }
                new ClassReader(classFile(type.name().toString())).accept(visitor, 0);
                hooked.put(type.name().toString(), writer.toByteArray());
            }
        }

        Object create(String name) throws ReflectiveOperationException {
            return loadClass(name).getDeclaredConstructor().newInstance();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                var bytes = hooked.get(name);
                return loaded != null ? loaded : bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
