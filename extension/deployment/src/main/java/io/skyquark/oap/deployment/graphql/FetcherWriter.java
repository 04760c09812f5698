// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jboss.jandex.Type;
import org.jboss.jandex.gizmo2.Jandex2Gizmo;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.Var;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.desc.ConstructorDesc;
import io.quarkus.gizmo2.desc.FieldDesc;
import io.quarkus.gizmo2.desc.InterfaceMethodDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.Member;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.ObjectType;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.RootField;

/** Generates one class a resolver and one class a result type, each a switch over the fields. */
final class FetcherWriter {

    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final InterfaceMethodDesc ARGUMENT = InterfaceMethodDesc.of(Names.ENVIRONMENT, "getArgument", OBJECT, ConstantDescs.CD_String);

    private final Gizmo gizmo;
    private final InputWriter inputs;

    FetcherWriter(Gizmo gizmo, InputWriter inputs) {
        this.gizmo = gizmo;
        this.inputs = inputs;
    }

    /**
     * <pre>{@code
     * public final class TraceQueryCalls implements ResolverCalls {
     *     private final TraceQuery resolver;
     *     public Object call(int field, DataFetchingEnvironment environment) throws Exception {
     *         switch (field) {
     *             case 40: return queryTrace(resolver, environment);
     *             ...
     *         }
     *     }
     *     private static Object queryTrace(TraceQuery resolver, DataFetchingEnvironment environment) throws Exception {
     *         return resolver.queryTrace(InputValues.string(environment.getArgument("traceId")), InputValues.primitiveBoolean(environment.getArgument("debug")));
     *     }
     * }
     * }</pre>
     *
     * @param fields root fields by their number in the whole protocol
     */
    void resolver(String resolver, Map<Integer, RootField> fields) {
        var resolverType = ClassDesc.of(resolver);
        gizmo.class_(Names.calls(resolver), type -> {
            type.final_();
            type.implements_(Names.RESOLVER_CALLS);
            FieldDesc held = type.field("resolver", field -> {
                field.private_();
                field.final_();
                field.setType(resolverType);
            });
            type.constructor(constructor -> {
                constructor.public_();
                var given = constructor.parameter("resolver", resolverType);
                constructor.body(block -> {
                    block.invokeSpecial(ConstructorDesc.of(Object.class), type.this_());
                    block.set(type.this_().field(held), given);
                    block.return_();
                });
            });
            List<MethodDesc> calls = new ArrayList<>();
            fields.values().forEach(field -> calls.add(type.staticMethod(methodName(field), method -> {
                method.private_();
                method.returning(OBJECT);
                method.throws_(Exception.class);
                var target = method.parameter("resolver", resolverType);
                var environment = method.parameter("environment", Names.ENVIRONMENT);
                method.body(block -> block.return_(call(block, field, target, environment)));
            })));
            type.method("call", method -> {
                method.public_();
                method.returning(OBJECT);
                method.throws_(Exception.class);
                var number = method.parameter("field", int.class);
                var environment = method.parameter("environment", Names.ENVIRONMENT);
                method.body(block -> block.return_(block.switch_(OBJECT, number, cases -> {
                    int next = 0;
                    for (int field : fields.keySet()) {
                        var call = calls.get(next++);
                        cases.caseOf(field, found -> found.yield(found.invokeStatic(call, found.get(type.this_().field(held)), environment)));
                    }
                    cases.default_(unknown -> unknown.throw_(IllegalArgumentException.class));
                })));
            });
        });
    }

    /** {@code Mutation} and {@code Query} may have fields of the same name that one resolver answers. */
    private static String methodName(RootField field) {
        return field.type().equals(Sdl.QUERY) ? field.definition().getName() : "mutation_" + field.definition().getName();
    }

    private Expr call(BlockCreator block, RootField field, Var resolver, Var environment) {
        if (field.member().method() == null) {
            return read(block, resolver, field.member());
        }
        var method = field.member().method();
        List<Expr> arguments = new ArrayList<>();
        for (var argument : field.definition().getInputValueDefinitions()) {
            var type = method.parameterType(arguments.size());
            var value = block.localVar("value", OBJECT, block.invokeInterface(ARGUMENT, environment, Const.of(argument.getName())));
            arguments.add(block.localVar(argument.getName(), Jandex2Gizmo.classDescOf(type), inputs.convert(block, value, type)));
        }
        if (field.environment()) {
            arguments.add(environment);
        }
        return boxed(block, block.invokeVirtual(Jandex2Gizmo.methodDescOf(method), resolver, arguments), method.returnType());
    }

    /**
     * <pre>{@code
     * public final class TraceFields implements ObjectFields {
     *     public Object read(int field, Object source) {
     *         Trace object = (Trace) source;
     *         switch (field) {
     *             case 0: return object.getSpans();
     *             ...
     *         }
     *     }
     * }
     * }</pre>
     */
    void object(ObjectType object) {
        var javaType = ClassDesc.of(object.javaType().name().toString());
        gizmo.class_(Names.fields(object.name()), type -> {
            type.final_();
            type.implements_(Names.OBJECT_FIELDS);
            type.defaultConstructor();
            type.method("read", method -> {
                method.public_();
                method.returning(OBJECT);
                var number = method.parameter("field", int.class);
                var source = method.parameter("source", OBJECT);
                method.body(block -> {
                    var typed = block.localVar("object", javaType, block.cast(source, javaType));
                    block.return_(block.switch_(OBJECT, number, cases -> {
                        for (int i = 0; i < object.fields().size(); i++) {
                            var member = object.fields().get(i).member();
                            cases.caseOf(i, found -> found.yield(read(found, typed, member)));
                        }
                        cases.default_(unknown -> unknown.throw_(IllegalArgumentException.class));
                    }));
                });
            });
        });
    }

    private static Expr read(BlockCreator block, Var object, Member member) {
        var value = member.method() != null ? block.invokeVirtual(Jandex2Gizmo.methodDescOf(member.method()), object)
            : block.get(object.field(Jandex2Gizmo.fieldDescOf(member.field())));
        return boxed(block, value, member.type());
    }

    private static Expr boxed(BlockCreator block, Expr value, Type type) {
        return type.kind() == Type.Kind.PRIMITIVE ? block.box(value) : value;
    }
}
