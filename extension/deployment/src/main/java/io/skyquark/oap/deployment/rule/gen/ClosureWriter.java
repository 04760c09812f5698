// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.gen;

import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.rule.ir.Closure;
import io.skyquark.oap.deployment.rule.ir.Local;

/** Writes the bodies of closures as static methods, and the method {@code call} that finds them by number. */
public final class ClosureWriter {

    private static final MethodDesc CAPTURED = ClassMethodDesc.of(RuleTypes.COMPILED_CLOSURE, "captured", RuleTypes.OBJECTS, ConstantDescs.CD_int);

    private final ClassCreator type;
    private final ClassConstants constants;
    private final boolean owners;
    private final Expr code;
    private final List<MethodDesc> bodies = new ArrayList<>();
    private final List<Integer> parameters = new ArrayList<>();
    private StatementWriter statements;

    /**
     * @param owners whether closures ask the closures around them for something, so that none of them can be a constant
     * @param code the instance of the class that closures belong to
     */
    public ClosureWriter(ClassCreator type, ClassConstants constants, boolean owners, Expr code) {
        this.type = type;
        this.constants = constants;
        this.owners = owners;
        this.code = code;
    }

    public void use(StatementWriter writer) {
        statements = writer;
    }

    /** The closure as a value. */
    public Expr create(BlockCreator block, Closure closure, MethodContext context) {
        int number = body(closure);
        if (!owners && closure.captured().isEmpty()) {
            return constant(closure, number);
        }
        var boxes = closure.captured().stream().map(context::box).toList();
        return block.new_(RuleTypes.NEW_CLOSURE, code, Const.of(number),
            context.self() == null ? Const.ofNull(RuleTypes.COMPILED_CLOSURE) : context.self(), block.newArray(RuleTypes.OBJECTS, boxes));
    }

    /** A closure that is the same at every evaluation. */
    public Expr constant(Closure closure) {
        return constant(closure, body(closure));
    }

    private Expr constant(Closure closure, int number) {
        return constants.field(List.of("closure", number), "CLOSURE_", RuleTypes.COMPILED_CLOSURE, block -> block.new_(RuleTypes.NEW_CLOSURE, code,
            Const.of(number), Const.ofNull(RuleTypes.COMPILED_CLOSURE), Const.ofNull(RuleTypes.BOXES)));
    }

    private int body(Closure closure) {
        int number = bodies.size();
        bodies.add(null);
        parameters.add(closure.parameters().size());
        bodies.set(number, type.staticMethod(closure.name(), method -> {
            method.private_();
            method.returning(RuleTypes.OBJECT);
            var self = method.parameter("self", RuleTypes.COMPILED_CLOSURE);
            var arguments = List.of(method.parameter("first", RuleTypes.OBJECT), method.parameter("second", RuleTypes.OBJECT));
            method.body(block -> {
                var context = new MethodContext(self, null);
                for (int i = 0; i < closure.captured().size(); i++) {
                    context.adopt(block, closure.captured().get(i), block.invokeVirtual(CAPTURED, self, Const.of(i)));
                }
                List<Local> declared = closure.parameters();
                for (int i = 0; i < declared.size(); i++) {
                    context.declare(block, declared.get(i), arguments.get(i));
                }
                statements.body(block, closure.body(), context);
            });
        }));
        return number;
    }

    /**
     * <pre>{@code
     * public Object call(int closure, CompiledClosure self, Object first, Object second) {
     *     switch (closure) {
     *         case 0: return meter_x_closure1(self, first, second);
     *         ...
     *         default: return super.call(closure, self, first, second);
     *     }
     * }
     * }</pre>
     */
    public void writeCall() {
        if (bodies.isEmpty()) {
            return;
        }
        type.method("call", method -> {
            method.public_();
            method.returning(RuleTypes.OBJECT);
            var number = method.parameter("closure", int.class);
            var self = method.parameter("self", RuleTypes.COMPILED_CLOSURE);
            var first = method.parameter("first", RuleTypes.OBJECT);
            var second = method.parameter("second", RuleTypes.OBJECT);
            method.body(block -> {
                block.switch_(number, cases -> {
                    for (int i = 0; i < bodies.size(); i++) {
                        var body = bodies.get(i);
                        cases.caseOf(i, found -> found.return_(found.invokeStatic(body, self, first, second)));
                    }
                    cases.default_(unknown -> unknown.throw_(IllegalArgumentException.class, "no such closure"));
                });
            });
        });
        writeParameters();
    }

    private void writeParameters() {
        if (parameters.stream().allMatch(count -> count == 1)) {
            return;
        }
        type.method("parameters", method -> {
            method.public_();
            method.returning(int.class);
            var number = method.parameter("closure", int.class);
            method.body(block -> block.switch_(number, cases -> {
                for (int i = 0; i < parameters.size(); i++) {
                    int count = parameters.get(i);
                    if (count != 1) {
                        cases.caseOf(i, found -> found.return_(count));
                    }
                }
                cases.default_(other -> other.return_(1));
            }));
        });
    }
}
