// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.ConstructorDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.rule.gen.ClosureWriter;
import io.skyquark.oap.deployment.rule.gen.MethodContext;
import io.skyquark.oap.deployment.rule.gen.RuleClass;
import io.skyquark.oap.deployment.rule.gen.RuleTypes;
import io.skyquark.oap.deployment.rule.gen.StatementWriter;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.ir.Rule;

/** Writes the class of a MAL file. */
final class MalClassWriter {

    private static final String MAL = "io.skyquark.oap.server.rule.mal.";
    private static final ClassDesc FILE = ClassDesc.of(MAL + "MalFile");
    private static final ClassDesc FILE_INFO = ClassDesc.of(MAL + "MalFileInfo");
    private static final ClassDesc RULE_INFO = ClassDesc.of(MAL + "MalRuleInfo");
    private static final ClassDesc VALUE = ClassDesc.of("org.apache.skywalking.oap.server.core.analysis.meter.function.AcceptableValue");
    private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    static final String METER_PACKAGE = "org.apache.skywalking.oap.server.core.analysis.meter.dynamic.";

    private final String file;
    private final MalSource source;
    private final List<MalRule> rules;
    private final Rule initial;
    private final Expr.Function filter;

    /** @param initial the initial expression, or null; as {@code filter} */
    MalClassWriter(String file, MalSource source, List<MalRule> rules, Rule initial, Expr.Function filter) {
        this.file = file;
        this.source = source;
        this.rules = rules;
        this.initial = initial;
        this.filter = filter;
    }

    /**
     * <pre>{@code
     * public final class OtelRules_vm extends MalFile {
     *     private static final OtelRules_vm SELF = new OtelRules_vm();
     *     private static final MalChain CHAIN_0 = MalChain.of(MalStep.sum(List.of("host")), ...);
     *     public SampleFamily evaluate(int rule, MalInput input) {
     *         switch (rule) {
     *             case 0: return meter_vm_cpu_load1(input);
     *             ...
     *         }
     *     }
     *     static SampleFamily meter_vm_cpu_load1(MalInput input) {
     *         return CHAIN_0.apply(input.sample("node_load1"));
     *     }
     * }
     * }</pre>
     */
    void write(Gizmo gizmo, String className) {
        RuleClass.write(gizmo, className, FILE, file, false, rule -> {
            var values = new MalValueWriter(rule.closures(), rule.constants());
            rule.closures().use(new StatementWriter(values, RuleTypes.OBJECT));
            evaluate(rule.type(), new StatementWriter(values, MalValueWriter.FAMILY));
            writeFilter(rule.type(), rule.closures());
            rule.closures().writeCall();
            info(rule.type());
            ruleInfos(rule.type());
            meters(rule.type());
        });
    }

    private void evaluate(ClassCreator type, StatementWriter statements) {
        List<MethodDesc> bodies = new ArrayList<>();
        rules.forEach(rule -> bodies.add(body(type, rule.code(), statements)));
        var first = initial == null ? null : body(type, initial, statements);
        type.method("evaluate", method -> {
            method.public_();
            method.returning(MalValueWriter.FAMILY);
            var number = method.parameter("rule", int.class);
            var input = method.parameter("input", MalValueWriter.INPUT);
            method.body(block -> block.switch_(number, cases -> {
                for (int i = 0; i < bodies.size(); i++) {
                    var body = bodies.get(i);
                    cases.caseOf(i, found -> found.return_(found.invokeStatic(body, input)));
                }
                if (first != null) {
                    cases.caseOf(-1, found -> found.return_(found.invokeStatic(first, input)));
                }
                cases.default_(MalClassWriter::noSuchRule);
            }));
        });
    }

    private static void noSuchRule(BlockCreator block) {
        block.throw_(IllegalArgumentException.class, "no such rule");
    }

    private static MethodDesc body(ClassCreator type, Rule rule, StatementWriter statements) {
        return type.staticMethod(rule.name(), method -> {
            method.packagePrivate();
            method.returning(MalValueWriter.FAMILY);
            var input = method.parameter("input", MalValueWriter.INPUT);
            method.body(block -> statements.body(block, rule.body(), new MethodContext(null, input)));
        });
    }

    private void writeFilter(ClassCreator type, ClosureWriter closures) {
        type.method("filter", method -> {
            method.public_();
            method.returning(RuleTypes.CLOSURE);
            method.body(block -> block.return_(filter == null ? Const.ofNull(RuleTypes.CLOSURE) : closures.constant(filter.closure())));
        });
    }

    private void info(ClassCreator type) {
        type.method("info", method -> {
            method.public_();
            method.returning(FILE_INFO);
            method.body(block -> block.return_(block.new_(ConstructorDesc.of(FILE_INFO, RuleTypes.STRING, RuleTypes.STRING, RuleTypes.STRING, RuleTypes.STRING,
                ConstantDescs.CD_int, RuleTypes.STRINGS, RuleTypes.STRINGS, RuleTypes.STRINGS),
                Const.of(file), Const.of(source.metricPrefix()), text(source.filter() == null ? null : source.filter().value()),
                text(source.initExp() == null ? null : source.initExp().value()), Const.of(rules.size()),
                texts(block, source.hostPatterns()), texts(block, source.entityLabels()), texts(block, source.itemKeys()))));
        });
    }

    private void ruleInfos(ClassCreator type) {
        List<MethodDesc> infos = new ArrayList<>();
        for (var rule : rules) {
            infos.add(type.staticMethod(rule.code().name() + "_info", method -> {
                method.private_();
                method.returning(RULE_INFO);
                method.body(block -> block.return_(info(block, rule)));
            }));
        }
        type.method("rule", method -> {
            method.public_();
            method.returning(RULE_INFO);
            var number = method.parameter("rule", int.class);
            method.body(block -> block.switch_(number, cases -> {
                for (int i = 0; i < infos.size(); i++) {
                    var info = infos.get(i);
                    cases.caseOf(i, found -> found.return_(found.invokeStatic(info)));
                }
                cases.default_(MalClassWriter::noSuchRule);
            }));
        });
    }

    private static io.quarkus.gizmo2.Expr info(BlockCreator block, MalRule rule) {
        var context = rule.context();
        var percentiles = context.percentiles() == null ? Const.ofNull(INTS)
            : block.newArray(ConstantDescs.CD_int, Arrays.stream(context.percentiles()).mapToObj(Const::of).toList());
        return block.new_(ConstructorDesc.of(RULE_INFO, RuleTypes.STRING, RuleTypes.STRING, RuleTypes.STRING, RuleTypes.STRING, RuleTypes.STRING,
            RuleTypes.STRING, ConstantDescs.CD_boolean, INTS, RuleTypes.STRINGS, RuleTypes.STRINGS, RuleTypes.STRINGS),
            Const.of(rule.name()), Const.of(rule.metric()), Const.of(rule.expression()), Const.of(context.function()), Const.of(context.scope()),
            Const.of(context.downsampling()), Const.of(context.histogram()), percentiles, texts(block, context.samples()),
            texts(block, context.scopeLabels()), texts(block, context.aggregationLabels()));
    }

    private static io.quarkus.gizmo2.Expr texts(BlockCreator block, List<String> texts) {
        return block.newArray(RuleTypes.STRING, texts, MalClassWriter::text);
    }

    private static Const text(String text) {
        return text == null ? Const.ofNull(RuleTypes.STRING) : Const.of(text);
    }

    private void meters(ClassCreator type) {
        type.method("meter", method -> {
            method.public_();
            method.returning(VALUE);
            var number = method.parameter("rule", int.class);
            method.body(block -> block.switch_(number, cases -> {
                IntStream.range(0, rules.size()).forEach(i -> cases.caseOf(i, found -> found.return_(
                    found.new_(ConstructorDesc.of(ClassDesc.of(meterClass(rules.get(i).metric())))))));
                cases.default_(MalClassWriter::noSuchRule);
            }));
        });
    }

    /** As upstream names the class of a meter. */
    static String meterClass(String metric) {
        return METER_PACKAGE + metric.toLowerCase(Locale.ROOT);
    }

}
