// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.Var;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.desc.ConstructorDesc;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.ObjectType;

/** Generates the class through which the run time reaches all other generated ones. */
final class WiringWriter {

    /** Classes of ours, with the same constructor, that stand in for a resolver. */
    private static final Map<String, String> SUBSTITUTES = Map.of(
        "org.apache.skywalking.oap.query.graphql.resolver.LogTestQuery", Names.SERVER + "LogTestRefusal");

    private final JavaTypes types;
    private final List<ClassInfo> resolvers;

    WiringWriter(JavaTypes types, List<ClassInfo> resolvers) {
        this.types = types;
        this.resolvers = resolvers;
    }

    /** Whether every constructor argument of the resolver is something that the provider has: the module manager, the configuration, another resolver. */
    boolean isCreatable(ClassInfo resolver) {
        var constructor = constructor(resolver);
        return constructor != null && constructor.parameterTypes().stream().allMatch(type -> {
            var desc = ClassDesc.of(type.name().toString());
            return desc.equals(Names.MODULE_MANAGER) || desc.equals(Names.QUERY_CONFIG)
                || resolvers.stream().anyMatch(other -> other.name().equals(type.name()) && !other.equals(resolver) && isCreatable(other));
        });
    }

    /**
     * <pre>{@code
     * public ResolverCalls resolver(int resolver, ModuleManager manager, GraphQLQueryConfig config) {
     *     switch (resolver) {
     *         case 0: return new AggregationQueryCalls(new AggregationQuery(manager));
     *         ...
     *     }
     * }
     * }</pre>
     */
    void write(Gizmo gizmo, List<ObjectType> objects) {
        gizmo.class_(Names.GENERATED_WIRING, type -> {
            type.final_();
            type.implements_(Names.WIRING);
            type.defaultConstructor();
            type.method("resolvers", method -> {
                method.public_();
                method.returning(int.class);
                method.body(block -> block.return_(resolvers.size()));
            });
            type.method("resolver", method -> {
                method.public_();
                method.returning(Names.RESOLVER_CALLS);
                var number = method.parameter("resolver", int.class);
                var manager = method.parameter("manager", Names.MODULE_MANAGER);
                var config = method.parameter("config", Names.QUERY_CONFIG);
                method.body(block -> block.return_(block.switch_(Names.RESOLVER_CALLS, number, cases -> {
                    for (int i = 0; i < resolvers.size(); i++) {
                        var resolver = resolvers.get(i);
                        var name = resolver.name().toString();
                        cases.caseOf(i, found -> found.yield(found.new_(ConstructorDesc.of(ClassDesc.of(Names.calls(name)), ClassDesc.of(name)),
                            create(found, resolver, manager, config))));
                    }
                    cases.default_(unknown -> unknown.throw_(IllegalArgumentException.class));
                })));
            });
            type.method("object", method -> {
                method.public_();
                method.returning(Names.OBJECT_FIELDS);
                var number = method.parameter("type", int.class);
                method.body(block -> block.return_(block.switch_(Names.OBJECT_FIELDS, number, cases -> {
                    for (int i = 0; i < objects.size(); i++) {
                        var fields = ClassDesc.of(Names.fields(objects.get(i).name()));
                        cases.caseOf(i, found -> found.yield(found.new_(fields)));
                    }
                    cases.default_(unknown -> unknown.throw_(IllegalArgumentException.class));
                })));
            });
        });
    }

    private Expr create(BlockCreator block, ClassInfo resolver, Var manager, Var config) {
        List<Expr> arguments = new ArrayList<>();
        List<ClassDesc> parameters = new ArrayList<>();
        for (var parameter : constructor(resolver).parameterTypes()) {
            var type = ClassDesc.of(parameter.name().toString());
            parameters.add(type);
            arguments.add(type.equals(Names.MODULE_MANAGER) ? manager : type.equals(Names.QUERY_CONFIG) ? config
                : block.localVar("other", type, create(block, types.find(parameter.name()), manager, config)));
        }
        var name = resolver.name().toString();
        var created = ClassDesc.of(SUBSTITUTES.getOrDefault(name, name));
        return block.localVar("created", ClassDesc.of(name), block.new_(ConstructorDesc.of(created, parameters), arguments));
    }

    /** The only constructor of a resolver, or {@code null} where it has several. */
    private static MethodInfo constructor(ClassInfo resolver) {
        var constructors = resolver.constructors();
        return constructors.size() == 1 ? constructors.get(0) : null;
    }
}
