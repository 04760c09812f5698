// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.quarkus.gizmo2.desc.ConstructorDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.rule.gen.MethodContext;
import io.skyquark.oap.deployment.rule.gen.RuleClass;
import io.skyquark.oap.deployment.rule.gen.RuleTypes;
import io.skyquark.oap.deployment.rule.gen.StatementWriter;
import io.skyquark.oap.deployment.rule.ir.Rule;

/** Writes the class of a LAL file. */
final class LalClassWriter {

    private static final ClassDesc FILE = ClassDesc.of("io.skyquark.oap.server.rule.lal.LalFile");
    private static final ClassDesc RULE = ClassDesc.of("io.skyquark.oap.server.rule.lal.LalFile$Rule");
    private static final MethodDesc SET_DELEGATE = ClassMethodDesc.of(RuleTypes.COMPILED_CLOSURE, "setDelegate", ConstantDescs.CD_void, RuleTypes.OBJECT);

    private final String file;
    private final List<Compiled> rules;

    /** A rule of the file with its code. */
    record Compiled(String name, String layer, Rule code) {
    }

    LalClassWriter(String file, List<Compiled> rules) {
        this.file = file;
        this.rules = rules;
    }

    /**
     * <pre>{@code
     * public final class Lal_nginx extends LalFile {
     *     private static final Lal_nginx SELF = new Lal_nginx();
     *     public void run(int rule, FilterSpec filter) {
     *         switch (rule) {
     *             case 0: nginx_access_log(filter); return;
     *             ...
     *         }
     *     }
     *     static Object nginx_access_log(FilterSpec filter) {
     *         CompiledClosure script = new CompiledClosure(SELF, -1);
     *         script.setDelegate(filter);
     *         filter.text(new CompiledClosure(SELF, 0, script, captured));
     *         ...
     *     }
     *     private static Object nginx_access_log_closure1(CompiledClosure self, Object first, Object second) {
     *         ((TextParserSpec) self.getDelegate()).regexp("...");
     *         return null;
     *     }
     * }
     * }</pre>
     */
    void write(Gizmo gizmo, String className) {
        RuleClass.write(gizmo, className, FILE, file, true, rule -> {
            var statements = new StatementWriter(new LalValueWriter(rule.closures(), rule.constants()), RuleTypes.OBJECT);
            rule.closures().use(statements);
            run(rule.type(), statements, rule.instance());
            rule.closures().writeCall();
            rules(rule.type());
        });
    }

    private void run(ClassCreator type, StatementWriter statements, io.quarkus.gizmo2.Expr instance) {
        List<MethodDesc> bodies = new ArrayList<>();
        rules.forEach(rule -> bodies.add(body(type, rule.code(), statements, instance)));
        type.method("run", method -> {
            method.public_();
            method.returning(ConstantDescs.CD_void);
            var number = method.parameter("rule", int.class);
            var filter = method.parameter("filter", LalValueWriter.FILTER);
            method.body(block -> {
                block.switch_(number, cases -> {
                    for (int i = 0; i < bodies.size(); i++) {
                        var body = bodies.get(i);
                        cases.caseOf(i, found -> {
                            found.invokeStatic(body, filter);
                            found.return_();
                        });
                    }
                    cases.default_(unknown -> unknown.throw_(IllegalArgumentException.class, "no such rule"));
                });
            });
        });
    }

    private static MethodDesc body(ClassCreator type, Rule rule, StatementWriter statements, io.quarkus.gizmo2.Expr instance) {
        return type.staticMethod(rule.name(), method -> {
            method.packagePrivate();
            method.returning(RuleTypes.OBJECT);
            var filter = method.parameter("filter", LalValueWriter.FILTER);
            method.body(block -> {
                var script = block.localVar("script", RuleTypes.COMPILED_CLOSURE,
                    block.new_(ConstructorDesc.of(RuleTypes.COMPILED_CLOSURE, RuleTypes.CODE, ConstantDescs.CD_int), instance, Const.of(-1)));
                block.invokeVirtual(SET_DELEGATE, script, filter);
                statements.body(block, rule.body(), new MethodContext(script, filter));
            });
        });
    }

    private void rules(ClassCreator type) {
        type.method("rules", method -> {
            method.public_();
            method.returning(RULE.arrayType());
            method.body(block -> block.return_(block.newArray(RULE, rules, rule -> block.new_(
                ConstructorDesc.of(RULE, RuleTypes.STRING, RuleTypes.STRING), Const.of(rule.name()), Const.of(rule.layer())))));
        });
    }
}
