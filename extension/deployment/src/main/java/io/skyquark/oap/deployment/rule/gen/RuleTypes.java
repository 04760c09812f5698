// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.gen;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.quarkus.gizmo2.desc.ConstructorDesc;
import io.quarkus.gizmo2.desc.MethodDesc;

/** Names of the run-time classes that generated code uses; by name, since they link OAP's types. */
public final class RuleTypes {

    public static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    public static final ClassDesc STRING = ConstantDescs.CD_String;
    public static final ClassDesc OBJECTS = OBJECT.arrayType();
    public static final ClassDesc STRINGS = STRING.arrayType();
    public static final ClassDesc BOXES = OBJECTS.arrayType();

    private static final String RULE = "io.skyquark.oap.server.rule.";
    public static final ClassDesc OPS = ClassDesc.of(RULE + "RuleOps");
    public static final ClassDesc TEXT = ClassDesc.of(RULE + "RuleText");
    public static final ClassDesc CODE = ClassDesc.of(RULE + "RuleCode");
    public static final ClassDesc CLOSURE = ClassDesc.of(RULE + "RuleClosure");
    public static final ClassDesc COMPILED_CLOSURE = ClassDesc.of(RULE + "CompiledClosure");
    public static final ConstructorDesc NEW_CLOSURE = ConstructorDesc.of(COMPILED_CLOSURE, CODE, ConstantDescs.CD_int, COMPILED_CLOSURE, BOXES);

    private RuleTypes() {
    }

    /** A static method of {@code RuleOps} that takes objects. */
    static MethodDesc op(String name, ClassDesc result, int arguments) {
        return ClassMethodDesc.of(OPS, name, result, java.util.Collections.nCopies(arguments, OBJECT));
    }
}
