// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.quarkus.gizmo2.desc.ConstructorDesc;
import io.quarkus.gizmo2.desc.FieldDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.Generated;
import io.skyquark.oap.deployment.rule.exchange.Meter;
import io.skyquark.oap.model.RuleCatalog;

/** Generates what belongs to no single rule file: the catalog of all of them, the classes of their meters, and the way to upstream's private constructors. */
final class RuleCatalogGenerator {

    private static final String METER = "org.apache.skywalking.oap.server.core.analysis.meter.";
    private static final String DSL_PACKAGE = "org.apache.skywalking.oap.meter.analyzer.dsl.";
    private static final String LAL_PACKAGE = "org.apache.skywalking.oap.log.analyzer.dsl.";
    private static final String RULE = "io.skyquark.oap.server.rule.";
    private static final ClassDesc SAMPLE = ClassDesc.of(DSL_PACKAGE + "Sample");
    private static final ClassDesc FAMILY = ClassDesc.of(DSL_PACKAGE + "SampleFamily");
    private static final ClassDesc CONTEXT = ClassDesc.of(DSL_PACKAGE + "SampleFamily$RunningContext");
    private static final ClassDesc LABELS = ClassDesc.of("com.google.common.collect.ImmutableMap");

    private final Gizmo gizmo;

    RuleCatalogGenerator(Gizmo gizmo) {
        this.gizmo = gizmo;
    }

    /**
     * <pre>{@code
     * public final class OapRuleCatalog implements RuleCatalog {
     *     public String[] files() { return new String[] {"lal/default.yaml", ...}; }
     *     public Object file(String name) {
     *         switch (name) {
     *             case "lal/default.yaml": return new Lal_default();
     *             ...
     *             default: return null;
     *         }
     *     }
     *     public Object access() { return new OapRuleAccess(); }
     * }
     * }</pre>
     *
     * @param files name of the file to name of its class, sorted
     */
    void catalog(Map<String, String> files) {
        gizmo.class_(Generated.RULE_CATALOG, type -> {
            type.final_();
            type.implements_(RuleCatalog.class);
            type.defaultConstructor();
            type.method("files", method -> {
                method.public_();
                method.returning(String[].class);
                method.body(block -> block.return_(block.newArray(String.class, List.copyOf(files.keySet()), Const::of)));
            });
            type.method("file", method -> {
                method.public_();
                method.returning(Object.class);
                var name = method.parameter("name", String.class);
                method.body(block -> block.switch_(name, cases -> {
                    files.forEach((file, className) -> cases.caseOf(file, found -> found.return_(found.new_(ConstructorDesc.of(ClassDesc.of(className))))));
                    cases.default_(unknown -> unknown.returnNull());
                }));
            });
            type.method("access", method -> {
                method.public_();
                method.returning(Object.class);
                method.body(block -> block.return_(block.new_(ConstructorDesc.of(ClassDesc.of(Generated.RULE_ACCESS)))));
            });
        });
        access();
    }

    /** Calls three constructors that hooks open. */
    private void access() {
        gizmo.class_(Generated.RULE_ACCESS, type -> {
            type.final_();
            type.implements_(ClassDesc.of(RULE + "mal.FamilyFactory"));
            type.implements_(ClassDesc.of(RULE + "lal.LalFactory"));
            type.defaultConstructor();
            creator(type, "family", FAMILY, SAMPLE.arrayType(), CONTEXT);
            creator(type, "sample", SAMPLE, ConstantDescs.CD_String, LABELS, ConstantDescs.CD_double, ConstantDescs.CD_long);
            creator(type, "dsl", ClassDesc.of(LAL_PACKAGE + "DSL"), ClassDesc.of(RULE + "RuleScript"), ClassDesc.of(LAL_PACKAGE + "spec.filter.FilterSpec"));
        });
    }

    private static void creator(ClassCreator type, String name, ClassDesc creates, ClassDesc... parameters) {
        type.method(name, method -> {
            method.public_();
            method.returning(creates);
            var arguments = java.util.stream.IntStream.range(0, parameters.length).mapToObj(i -> method.parameter("argument" + i, parameters[i])).toList();
            method.body(block -> block.return_(block.new_(ConstructorDesc.of(creates, parameters), arguments)));
        });
    }

    /**
     * The class of a meter, as upstream's {@code MeterSystem} would make it.
     *
     * <pre>{@code
     * public class meter_vm_cpu_load1 extends AvgFunction {
     *     public AcceptableValue createNew() {
     *         meter_vm_cpu_load1 value = new meter_vm_cpu_load1();
     *         value.initMeta("meter_vm_cpu_load1", ScopeType.SERVICE.getScopeId());
     *         return value;
     *     }
     * }
     * }</pre>
     *
     * @param functionClass class of the meter function
     */
    void meter(Meter meter, String functionClass) {
        var self = ClassDesc.of(meterClass(meter.metric()));
        var value = ClassDesc.of(METER + "function.AcceptableValue");
        var scope = ClassDesc.of(METER + "ScopeType");
        MethodDesc initMeta = ClassMethodDesc.of(self, "initMeta", ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_int);
        gizmo.class_(self, type -> {
            type.extends_(ClassDesc.of(functionClass));
            type.defaultConstructor();
            type.method("createNew", method -> {
                method.public_();
                method.returning(value);
                method.body(block -> {
                    var made = block.localVar("value", self, block.new_(ConstructorDesc.of(self)));
                    var id = block.invokeVirtual(ClassMethodDesc.of(scope, "getScopeId", ConstantDescs.CD_int),
                        block.getStaticField(FieldDesc.of(scope, meter.scope(), scope)));
                    block.invokeVirtual(initMeta, made, Const.of(meter.metric()), id);
                    block.return_(made);
                });
            });
        });
    }

    /** As upstream names the class of a meter. */
    static String meterClass(String metric) {
        return METER + "dynamic." + metric.toLowerCase(Locale.ROOT);
    }
}
