// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import static java.lang.constant.ConstantDescs.CD_String;

import java.lang.constant.ClassDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.quarkus.gizmo2.ClassOutput;
import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.skyquark.oap.deployment.Generated;

/**
 * Generates the invokers and the class that finds them:
 * <pre>{@code
 * public final class OapHttpRoutes extends HttpRoutes {
 *     public HandlerInvoker invoker(String handlerClass) {
 *         switch (handlerClass) {
 *             case "org.apache...LogQLApiHandler": return new LogQLApiHandler_Http();
 *             default: return null;
 *         }
 *     }
 *     public String[] handlers() {
 *         return new String[] { "org.apache...LogQLApiHandler", ... };
 *     }
 *     public String module(String handlerClass) {
 *         switch (handlerClass) {
 *             case "org.apache...LogQLApiHandler": return "logql";
 *             default: return null;
 *         }
 *     }
 * }
 * }</pre>
 */
final class RoutesGenerator {

    /** The run time loads it by this name. */
    static final String ROUTES = Generated.PACKAGE + ".OapHttpRoutes";

    private static final ClassDesc SUPERCLASS = ClassDesc.of("io.skyquark.oap.server.http.HttpRoutes");

    private RoutesGenerator() {
    }

    /** @param moduleOf the module of a handler, an empty string where it cannot be told */
    static void generate(List<Handler> handlers, Function<Handler, String> moduleOf, ClassOutput output) {
        Map<String, ClassDesc> invokers = new LinkedHashMap<>();
        for (var handler : handlers) {
            var name = Generated.PACKAGE + ".http." + handler.type().simpleName() + "_Http";
            // Two handler classes of one simple name in different packages.
            var unique = invokers.containsValue(ClassDesc.of(name)) ? name + invokers.size() : name;
            new InvokerGenerator(unique, handler).generate(output);
            invokers.put(handler.name(), ClassDesc.of(unique));
        }
        Gizmo.create(output).class_(ClassDesc.of(ROUTES), routes -> {
            routes.public_();
            routes.final_();
            routes.extends_(SUPERCLASS);
            routes.defaultConstructor();
            routes.method("invoker", method -> {
                method.public_();
                method.returning(InvokerGenerator.INVOKER);
                var name = method.parameter("handlerClass", CD_String);
                method.body(body -> body.switch_(name, cases -> {
                    invokers.forEach((handler, invoker) -> cases.caseOf(handler, found -> found.return_(found.new_(invoker))));
                    cases.default_(BlockCreator::returnNull);
                }));
            });
            routes.method("handlers", method -> {
                method.public_();
                method.returning(CD_String.arrayType());
                method.body(body -> body.return_(body.newArray(CD_String, handlers.stream().map(handler -> (Expr) Const.of(handler.name())).toList())));
            });
            routes.method("module", method -> {
                method.public_();
                method.returning(CD_String);
                var name = method.parameter("handlerClass", CD_String);
                method.body(body -> body.switch_(name, cases -> {
                    handlers.forEach(handler -> cases.caseOf(handler.name(), found -> found.return_(Const.of(moduleOf.apply(handler)))));
                    cases.default_(BlockCreator::returnNull);
                }));
            });
        });
    }
}
