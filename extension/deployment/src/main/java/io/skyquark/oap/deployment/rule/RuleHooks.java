// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEW;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.rule.lal.LalHooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Where upstream reads and compiles rules, it is given the compiled ones. */
public class RuleHooks {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String MAL = "org.apache.skywalking.oap.meter.analyzer.";
    private static final String OURS = "io.skyquark.oap.server.rule.";

    private static final String EXPRESSION = MAL + "dsl.Expression";
    private static final String COMPILED_EXPRESSION = OURS + "mal.CompiledExpression";
    private static final String HIERARCHY = CORE + "config.HierarchyDefinitionService";

    private static final String NO_GROOVY = "Groovy is not on the run-time class path";
    private static final String NO_TEXT = "rules are compiled at augmentation, and no rule file is parsed at start";

    /** Class to the number of its mentions of Groovy's closure; those of LAL are not among them. */
    private static final Map<String, Integer> CLOSURES = Map.of(
        MAL + "dsl.SampleFamily", 41,
        MAL + "dsl.SampleFamily$InternalOps", 3,
        MAL + "dsl.EntityDescription.InstanceEntityDescription", 12,
        MAL + "dsl.FilterExpression", 6,
        HIERARCHY + "$MatchingRule", 7,
        CORE + "hierarchy.HierarchyService", 4);

    /** All of them, for whoever runs hooked classes without a build. */
    public static List<UpstreamHookBuildItem> all() {
        List<UpstreamHookBuildItem> all = new ArrayList<>();
        var hooks = new RuleHooks();
        hooks.replaceClosures(all::add);
        hooks.openConstructors(all::add);
        hooks.selectCompiledFiles(all::add);
        hooks.runCompiledExpressions(all::add);
        hooks.defineHierarchy(all::add);
        hooks.runCompiledLogRules(all::add);
        return all;
    }

    @BuildStep
    void replaceClosures(BuildProducer<UpstreamHookBuildItem> hooks) {
        CLOSURES.forEach((type, sites) -> hooks.produce(Hooks.remap(type, "groovy.lang.Closure", OURS + "RuleClosure", sites, NO_GROOVY)));
        // After the closures, since it looks for the method as upstream declares it.
        hooks.produce(Hooks.delegate(MAL + "dsl.SampleFamily", "filter", "(Lgroovy/lang/Closure;)L" + internal(MAL + "dsl.SampleFamily;"),
            OURS + "mal.FamilyFilter", "every family of every scrape goes through it, and upstream makes two streams of each"));
    }

    /** The constructors that the generated access calls. */
    @BuildStep
    void openConstructors(BuildProducer<UpstreamHookBuildItem> hooks) {
        var reason = "samples are made without upstream's builders, which go through streams";
        hooks.produce(Hooks.openMethod(MAL + "dsl.SampleFamily", "<init>", "([L" + internal(MAL + "dsl.Sample") + ";L"
            + internal(MAL + "dsl.SampleFamily$RunningContext") + ";)V", reason));
        hooks.produce(Hooks.openMethod(MAL + "dsl.Sample", "<init>", "(Ljava/lang/String;Lcom/google/common/collect/ImmutableMap;DJ)V", reason));
    }

    @BuildStep
    void selectCompiledFiles(BuildProducer<UpstreamHookBuildItem> hooks) {
        var loader = OURS + "RuleFiles";
        var descriptor = "(Ljava/lang/String;Ljava/util/List;)Ljava/util/List;";
        hooks.produce(Hooks.delegate(MAL + "prometheus.rule.Rules", "loadRules", descriptor, loader, NO_TEXT));
        hooks.produce(Hooks.delegate("org.apache.skywalking.oap.server.analyzer.provider.meter.config.MeterConfigs", "loadConfig", descriptor, loader,
            NO_TEXT));
        hooks.produce(Hooks.delegate("org.apache.skywalking.oap.server.receiver.zabbix.provider.config.ZabbixConfigs", "loadConfigs", descriptor, loader,
            NO_TEXT));
    }

    /** An expression keeps its class and its text; what runs in it is ours. */
    @BuildStep
    void runCompiledExpressions(BuildProducer<UpstreamHookBuildItem> hooks) {
        hooks.produce(Hooks.remap(EXPRESSION, "groovy.util.DelegatingScript", COMPILED_EXPRESSION, 8, NO_GROOVY));
        hooks.produce(Hooks.doNothing(EXPRESSION, "empower", "()V", "it makes the names of a script known to Groovy"));
        hooks.produce(Hooks.doNothing(EXPRESSION, "extendNumber", "(Ljava/lang/Class;)V", "it makes arithmetic of samples known to Groovy"));
        hooks.produce(Hooks.forward(EXPRESSION, "run", "(Ljava/util/Map;)L" + internal(MAL + "dsl.Result;"), "expression", COMPILED_EXPRESSION, NO_TEXT));
        hooks.produce(Hooks.forward(EXPRESSION, "parse", "()L" + internal(MAL + "dsl.ExpressionParsingContext;"), "expression", COMPILED_EXPRESSION, NO_TEXT));
        hooks.produce(new UpstreamHookBuildItem(MAL + "dsl.DSL", "parse -> new Expression of a CompiledExpression", 1, NO_TEXT, (visitor, counter) ->
            new ClassVisitor(ASM9, visitor) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                    var downstream = super.visitMethod(access, name, descriptor, signature, exceptions);
                    if (!name.equals("parse") || !descriptor.equals("(Ljava/lang/String;Ljava/lang/String;)L" + internal(EXPRESSION) + ";")) {
                        return downstream;
                    }
                    counter.hit();
                    newExpression(downstream);
                    return null;
                }
            }));
        hooks.produce(Hooks.remap(MAL + "dsl.FilterExpression", "groovy.lang.GroovyShell", OURS + "FilterShell", 4, NO_TEXT));
    }

    /** {@code return new Expression(metricName, expression, CompiledExpression.of(metricName, expression));} */
    private static void newExpression(MethodVisitor out) {
        var compiled = internal(COMPILED_EXPRESSION);
        out.visitCode();
        out.visitTypeInsn(NEW, internal(EXPRESSION));
        out.visitInsn(DUP);
        out.visitVarInsn(ALOAD, 0);
        out.visitVarInsn(ALOAD, 1);
        out.visitVarInsn(ALOAD, 0);
        out.visitVarInsn(ALOAD, 1);
        out.visitMethodInsn(INVOKESTATIC, compiled, "of", "(Ljava/lang/String;Ljava/lang/String;)L" + compiled + ";", false);
        out.visitMethodInsn(INVOKESPECIAL, internal(EXPRESSION), "<init>", "(Ljava/lang/String;Ljava/lang/String;L" + compiled + ";)V", false);
        out.visitInsn(ARETURN);
        out.visitMaxs(0, 0);
        out.visitEnd();
    }

    @BuildStep
    void defineHierarchy(BuildProducer<UpstreamHookBuildItem> hooks) {
        hooks.produce(Hooks.delegate(HIERARCHY, "init", "()V", OURS + "HierarchyDefinition", NO_TEXT));
        hooks.produce(Hooks.remap(HIERARCHY, "java.util.HashMap", "java.util.LinkedHashMap", 6,
            "the levels keep the order of the file, in which upstream's YAML reader leaves them and queries list them"));
        hooks.produce(Hooks.remap(HIERARCHY + "$MatchingRule", "groovy.lang.GroovyShell", OURS + "HierarchyShell", 4, NO_TEXT));
    }

    @BuildStep
    void runCompiledLogRules(BuildProducer<UpstreamHookBuildItem> hooks) {
        LalHooks.all().forEach(hooks::produce);
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }
}
