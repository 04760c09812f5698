// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/**
 * Puts our types in the place of those that belong to Armeria's server, in every upstream class that mentions one. Which classes these are is declared here
 * and compared with the index, so that a new one in upstream is noticed.
 */
final class HttpServerHooks {

    private static final String UPSTREAM = "org.apache.skywalking.oap.";
    private static final String OURS = "io.skyquark.oap.server.http.";
    private static final DotName HTTP_SERVER = DotName.createSimple(UPSTREAM + "server.library.server.http.HTTPServer");
    private static final DotName GRAPHQL_HANDLER = DotName.createSimple(UPSTREAM + "query.graphql.GraphQLQueryHandler");

    /**
     * @param users upstream classes that mention the type, with the number of mentions
     */
    private record Replacement(DotName type, String by, String reason, Map<String, Integer> users) {
    }

    private static final List<Replacement> REPLACEMENTS = List.of(
        new Replacement(HTTP_SERVER, OURS + "OapHttpServer", "HTTP is served by Vert.x, Armeria's server never starts", Map.of(
            UPSTREAM + "server.core.CoreModuleProvider", 10,
            UPSTREAM + "server.core.server.HTTPHandlerRegisterImpl", 6,
            UPSTREAM + "server.receiver.sharing.server.SharingServerModuleProvider", 11,
            UPSTREAM + "server.receiver.aws.firehose.AWSFirehoseReceiverModuleProvider", 10,
            UPSTREAM + "server.receiver.zipkin.ZipkinReceiverProvider", 10,
            UPSTREAM + "query.promql.PromQLProvider", 10,
            UPSTREAM + "query.logql.LogQLProvider", 10,
            UPSTREAM + "query.zipkin.ZipkinQueryProvider", 10)),
        new Replacement(Armeria.SERVICE_REQUEST_CONTEXT, OURS + "OapRequestContext", "a parameter that no handler uses would load Armeria's server", Map.of(
            UPSTREAM + "server.health.checker.provider.HealthCheckerHttpService", 2,
            UPSTREAM + "query.debug.DebuggingQueryExceptionHandler", 2,
            UPSTREAM + "query.zipkin.handler.ZipkinQueryExceptionHandler", 2,
            UPSTREAM + "server.receiver.telegraf.provider.handler.pojo.TelegrafData", 3)),
        new Replacement(Armeria.EXCEPTION_HANDLER_FUNCTION, OURS + "OapExceptionHandler", "the interface would load Armeria's server", Map.of(
            UPSTREAM + "query.debug.DebuggingQueryExceptionHandler", 1,
            UPSTREAM + "query.zipkin.handler.ZipkinQueryExceptionHandler", 1)),
        new Replacement(Armeria.REQUEST_CONVERTER_FUNCTION, OURS + "OapRequestConverter", "the interface would load Armeria's server", Map.of(
            UPSTREAM + "server.receiver.telegraf.provider.handler.pojo.TelegrafData", 2)));

    /** Mention a replaced type and never run: the server itself, and what SmallRye GraphQL stands in for. */
    private static final Set<DotName> LEFT_ALONE = Set.of(HTTP_SERVER, GRAPHQL_HANDLER);

    private final IndexView index;

    HttpServerHooks(IndexView index) {
        this.index = index;
    }

    void declare(Consumer<UpstreamHookBuildItem> hooks, Consumer<ProblemBuildItem> problems) {
        for (var replacement : REPLACEMENTS) {
            new TreeMap<>(replacement.users()).forEach((user, sites) -> {
                // An artifact that the application leaves out takes its handlers with it.
                if (index.getClassByName(user) != null) {
                    hooks.accept(Hooks.remap(user, replacement.type().toString(), replacement.by(), sites, replacement.reason()));
                }
            });
            for (var user : undeclaredUsers(replacement)) {
                problems.accept(new ProblemBuildItem("HTTP_SERVER_USER", user, 0, 0, "uses " + replacement.type() + ", which is replaced, and has no hook",
                    "upstream changed: declare the class in HttpServerHooks"));
            }
        }
    }

    private Set<String> undeclaredUsers(Replacement replacement) {
        return index.getKnownUsers(replacement.type()).stream().map(ClassInfo::name)
            .filter(user -> user.toString().startsWith(UPSTREAM) && !LEFT_ALONE.contains(user))
            .map(DotName::toString)
            .filter(user -> !replacement.users().containsKey(user))
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The provider that opens a server of its own for a handler, {@code core} where the handler shares the core module's. */
    String serverOf(ClassInfo handler) {
        var own = index.getKnownUsers(HTTP_SERVER).stream().map(ClassInfo::name).collect(Collectors.toSet());
        return index.getKnownUsers(handler.name()).stream().map(ClassInfo::name).filter(own::contains).findFirst()
            .map(DotName::withoutPackagePrefix).orElse("core");
    }
}
