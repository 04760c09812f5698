// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.gen;

import java.lang.constant.ClassDesc;
import java.util.function.Consumer;

import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.ConstructorDesc;

/**
 * What the generated classes of all kinds of rule files begin with.
 *
 * @param type the class
 * @param instance the instance that closures belong to
 */
public record RuleClass(ClassCreator type, Expr instance, ClassConstants constants, ClosureWriter closures) {

    /**
     * <pre>{@code
     * public final class OtelRules_vm extends MalFile {
     *     private static final OtelRules_vm SELF = new OtelRules_vm();
     *     ...
     * }
     * }</pre>
     *
     * @param base what the class extends
     * @param file name of the rule file, for stack traces
     * @param owners whether closures ask the closures around them for something
     */
    public static void write(Gizmo gizmo, String className, ClassDesc base, String file, boolean owners, Consumer<RuleClass> content) {
        var self = ClassDesc.of(className);
        gizmo.class_(self, type -> {
            type.final_();
            type.extends_(base);
            type.sourceFile(file.substring(file.lastIndexOf('/') + 1));
            type.defaultConstructor();
            var instance = type.staticField("SELF", field -> {
                field.private_();
                field.final_();
                field.setType(self);
                field.setInitializer(block -> block.yield(block.new_(ConstructorDesc.of(self))));
            });
            var constants = new ClassConstants(type);
            content.accept(new RuleClass(type, instance, constants, new ClosureWriter(type, constants, owners, instance)));
        });
    }
}
