// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static org.jboss.jandex.gizmo2.Jandex2Gizmo.classDescOf;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

import org.jboss.jandex.Type;

import io.quarkus.gizmo2.ClassOutput;
import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.quarkus.gizmo2.desc.ConstructorDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.http.Handler.Call;

/**
 * Generates the invoker of one handler class:
 * <pre>{@code
 * public final class LogQLApiHandler_Http extends HandlerInvoker {
 *     public Endpoint[] endpoints() {
 *         return new Endpoint[] { Endpoint.of(0, "GET", "/loki/api/v1/labels", "LogQLApiHandler.labels", "", ""), ... };
 *     }
 *     public Object invoke(int call, Object handler, HttpArguments arguments) {
 *         switch (call) {
 *             case 0: return labels_0(handler, arguments);
 *             ...
 *             default: throw new IllegalArgumentException("No such call");
 *         }
 *     }
 *     public static Object labels_0(Object handler, HttpArguments arguments) {
 *         return ((LogQLApiHandler) handler).labels(arguments.param("start").longInteger(), arguments.param("end").longInteger());
 *     }
 *     public OapExceptionHandler exceptionHandler() {
 *         return new DebuggingQueryExceptionHandler();
 *     }
 * }
 * }</pre>
 * The last method is there where the handler class declares an exception handler. The run-time types are named, not linked: they link OAP's.
 */
final class InvokerGenerator {

    private static final String RUNTIME = "io.skyquark.oap.server.http.";
    static final ClassDesc INVOKER = ClassDesc.of(RUNTIME + "HandlerInvoker");
    private static final ClassDesc ENDPOINT = ClassDesc.of(RUNTIME + "Endpoint");
    private static final ClassDesc ARGUMENTS = ClassDesc.of(RUNTIME + "HttpArguments");
    private static final ClassDesc EXCEPTION_HANDLER = ClassDesc.of(RUNTIME + "OapExceptionHandler");
    private static final MethodDesc ENDPOINT_OF = ClassMethodDesc.of(ENDPOINT, "of", ENDPOINT, CD_int, CD_String, CD_String, CD_String, CD_String, CD_String);

    private final ClassDesc self;
    private final Handler handler;

    InvokerGenerator(String className, Handler handler) {
        this.self = ClassDesc.of(className);
        this.handler = handler;
    }

    void generate(ClassOutput output) {
        Gizmo.create(output).class_(self, invoker -> {
            invoker.public_();
            invoker.final_();
            invoker.extends_(INVOKER);
            invoker.defaultConstructor();
            endpoints(invoker);
            var targets = new ArrayList<MethodDesc>();
            for (int i = 0; i < handler.calls().size(); i++) {
                targets.add(call(invoker, handler.calls().get(i), i));
            }
            invoke(invoker, targets);
            if (handler.exceptionHandler() != null) {
                exceptionHandler(invoker);
            }
        });
    }

    private void endpoints(ClassCreator invoker) {
        invoker.method("endpoints", method -> {
            method.public_();
            method.returning(ENDPOINT.arrayType());
            method.body(body -> {
                var endpoints = new ArrayList<Expr>();
                for (int i = 0; i < handler.calls().size(); i++) {
                    var call = handler.calls().get(i);
                    for (var verb : call.verbs()) {
                        for (var path : call.paths()) {
                            endpoints.add(body.localVar("endpoint" + endpoints.size(), endpoint(body, call, i, verb, path)));
                        }
                    }
                }
                body.return_(body.newArray(ENDPOINT, endpoints));
            });
        });
    }

    private Expr endpoint(BlockCreator body, Call call, int index, String verb, String path) {
        var name = handler.type().simpleName() + "." + call.method().name();
        return body.invokeStatic(ENDPOINT_OF, Const.of(index), Const.of(verb), Const.of(path), Const.of(name), Const.of(String.join(",", call.consumes())),
            Const.of(String.join(",", call.produces())));
    }

    private MethodDesc call(ClassCreator invoker, Call call, int index) {
        return invoker.staticMethod(call.method().name() + "_" + index, method -> {
            method.public_();
            method.returning(CD_Object);
            var target = method.parameter("handler", CD_Object);
            var arguments = method.parameter("arguments", ARGUMENTS);
            method.body(body -> {
                List<ClassDesc> types = call.method().parameterTypes().stream().map(InvokerGenerator::afterHooks).toList();
                List<Expr> values = new ArrayList<>();
                for (int i = 0; i < call.parameters().size(); i++) {
                    var type = types.get(i);
                    values.add(body.localVar("argument" + i, type, value(body, arguments, call.parameters().get(i), type)));
                }
                var typed = body.cast(target, classDescOf(handler.type()));
                var callee = ClassMethodDesc.of(classDescOf(handler.type()), call.method().name(), classDescOf(call.method().returnType()), types);
                body.return_(body.invokeVirtual(callee, typed, values));
            });
        });
    }

    /** The type of a parameter once the hooks have replaced Armeria's context. */
    private static ClassDesc afterHooks(Type type) {
        return type.name().equals(Armeria.SERVICE_REQUEST_CONTEXT) ? ClassDesc.of(RUNTIME + "OapRequestContext") : classDescOf(type);
    }

    private static Expr value(BlockCreator body, Expr arguments, Parameter parameter, ClassDesc type) {
        if (parameter instanceof Parameter.Text text) {
            return TextArgument.generate(body, arguments, text);
        }
        if (parameter instanceof Parameter.Message message) {
            return body.cast(body.invokeVirtual(bodyMethod("message", Protobuf.MESSAGE, Protobuf.MESSAGE), arguments, Protobuf.prototype(body, message.type())), type);
        }
        if (parameter instanceof Parameter.Messages messages) {
            return body.invokeVirtual(bodyMethod("messages", ClassDesc.of("java.util.List"), Protobuf.MESSAGE), arguments,
                Protobuf.prototype(body, messages.type()));
        }
        if (parameter instanceof Parameter.Json json) {
            return body.cast(body.invokeVirtual(bodyMethod("json", CD_Object, ClassDesc.of("java.lang.Class")), arguments, Const.of(ClassDesc.of(json.type()))), type);
        }
        if (parameter instanceof Parameter.Converted converted) {
            var converter = body.new_(ConstructorDesc.of(ClassDesc.of(converted.converter())));
            var method = bodyMethod("converted", CD_Object, ClassDesc.of(RUNTIME + "OapRequestConverter"), ClassDesc.of("java.lang.Class"));
            return body.cast(body.invokeVirtual(method, arguments, converter, Const.of(type)), type);
        }
        if (parameter instanceof Parameter.Request) {
            return body.invokeVirtual(bodyMethod("request", type), arguments);
        }
        return Const.ofNull(type);
    }

    private static MethodDesc bodyMethod(String name, ClassDesc result, ClassDesc... parameters) {
        return ClassMethodDesc.of(ARGUMENTS, name, result, parameters);
    }

    private void invoke(ClassCreator invoker, List<MethodDesc> targets) {
        invoker.method("invoke", method -> {
            method.public_();
            method.returning(CD_Object);
            var call = method.parameter("call", CD_int);
            var target = method.parameter("handler", CD_Object);
            var arguments = method.parameter("arguments", ARGUMENTS);
            method.body(body -> body.switch_(call, cases -> {
                for (int i = 0; i < targets.size(); i++) {
                    var callee = targets.get(i);
                    cases.caseOf(i, found -> found.return_(found.invokeStatic(callee, target, arguments)));
                }
                cases.default_(none -> none.throw_(IllegalArgumentException.class, "No such call"));
            }));
        });
    }

    private void exceptionHandler(ClassCreator invoker) {
        invoker.method("exceptionHandler", method -> {
            method.public_();
            method.returning(EXCEPTION_HANDLER);
            method.body(body -> body.return_(body.new_(ConstructorDesc.of(ClassDesc.of(handler.exceptionHandler())))));
        });
    }
}
