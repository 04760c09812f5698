// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import static org.objectweb.asm.Opcodes.ASM9;

import java.util.ArrayList;
import java.util.List;

import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/**
 * The interventions in upstream's log analyzer that take Groovy out of it. Of the hooks of one class the last sees upstream's own names, so those that look
 * for a method by its descriptor come after those that change types.
 */
public final class LalHooks {

    private static final String ANALYZER = "org.apache.skywalking.oap.log.analyzer.";
    private static final String DSL = ANALYZER + "dsl.DSL";
    private static final String BINDING = ANALYZER + "dsl.Binding";
    private static final String SPEC = ANALYZER + "dsl.spec.";
    private static final String CONFIGS = ANALYZER + "provider.LALConfigs";
    private static final String RULE = "io.skyquark.oap.server.rule.";
    private static final String COMPILED = RULE + "lal.CompiledLal";
    private static final String DELEGATES_TO = "Lgroovy/lang/DelegatesTo;";

    private LalHooks() {
    }

    public static List<UpstreamHookBuildItem> all() {
        List<UpstreamHookBuildItem> hooks = new ArrayList<>();
        rules(hooks);
        bindings(hooks);
        specs(hooks);
        return hooks;
    }

    private static void rules(List<UpstreamHookBuildItem> hooks) {
        hooks.add(Hooks.delegate(CONFIGS, "load", "(Ljava/lang/String;Ljava/util/List;)Ljava/util/List;", COMPILED,
            "rules were read and compiled when the server was built"));
        hooks.add(Hooks.remap(DSL, "groovy.util.DelegatingScript", RULE + "RuleScript", 10, "the script of a rule is a compiled one"));
        hooks.add(Hooks.openMethod(DSL, "<init>", "(Lgroovy/util/DelegatingScript;L" + SPEC.replace('.', '/') + "filter/FilterSpec;)V",
            "only the method that compiles with Groovy calls it"));
        hooks.add(Hooks.delegate(DSL, "of", "(Lorg/apache/skywalking/oap/server/library/module/ModuleManager;L" + ANALYZER.replace('.', '/')
            + "provider/LogAnalyzerModuleConfig;Ljava/lang/String;)L" + DSL.replace('.', '/') + ";", COMPILED, "instead of compiling, find the compiled rule"));
    }

    private static void bindings(List<UpstreamHookBuildItem> hooks) {
        hooks.add(Hooks.remap(BINDING, "groovy.lang.Binding", RULE + "lal.RuleBinding", 2, "variables of a rule without Groovy"));
        hooks.add(Hooks.remap(BINDING + "$Parsed", "groovy.lang.GroovyObjectSupport", RULE + "lal.ParsedObject", 2, "properties without Groovy's reflection"));
        hooks.add(Hooks.delegate(BINDING + "$Parsed", "getField", "(Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Object;", RULE + "lal.ParsedFields",
            "fields of protobuf messages without Groovy's reflection"));
    }

    private static void specs(List<UpstreamHookBuildItem> hooks) {
        closures(hooks, "AbstractSpec", 4, 0);
        closures(hooks, "filter.FilterSpec", 37, 5);
        closures(hooks, "extractor.ExtractorSpec", 19, 3);
        closures(hooks, "sink.SinkSpec", 14, 1);
        hooks.add(Hooks.remap(SPEC + "sink.SamplerSpec", "groovy.lang.GString", RULE + "RuleText", 8, "the texts of compiled rules"));
        closures(hooks, "sink.SamplerSpec", 12, 2);
    }

    private static void closures(List<UpstreamHookBuildItem> hooks, String spec, int mentions, int annotated) {
        hooks.add(Hooks.remap(SPEC + spec, "groovy.lang.Closure", RULE + "RuleClosure", mentions, "the blocks of compiled rules"));
        if (annotated > 0) {
            hooks.add(withoutDelegatesTo(SPEC + spec, annotated));
        }
    }

    private static UpstreamHookBuildItem withoutDelegatesTo(String className, int sites) {
        return new UpstreamHookBuildItem(className, "no groovy.lang.DelegatesTo", sites, "a note for Groovy's compiler, which is not part of the server",
            (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                    return new MethodVisitor(ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                        @Override
                        public AnnotationVisitor visitParameterAnnotation(int parameter, String annotation, boolean visible) {
                            if (!annotation.equals(DELEGATES_TO)) {
                                return super.visitParameterAnnotation(parameter, annotation, visible);
                            }
                            counter.hit();
                            return null;
                        }
                    };
                }
            });
    }
}
