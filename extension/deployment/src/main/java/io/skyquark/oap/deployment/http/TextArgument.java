// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Locale;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.skyquark.oap.deployment.http.Parameter.Text;

/** Generates one converted text argument, for example {@code Optional.ofNullable(arguments.param("limit").orNull().integer())}. */
final class TextArgument {

    private static final ClassDesc ARGUMENTS = ClassDesc.of("io.skyquark.oap.server.http.HttpArguments");
    private static final ClassDesc ARGUMENT = ClassDesc.of("io.skyquark.oap.server.http.Argument");
    private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");

    private TextArgument() {
    }

    static Expr generate(BlockCreator body, Expr arguments, Text text) {
        var source = text.source().name().toLowerCase(Locale.ROOT);
        Expr argument = body.invokeVirtual(ClassMethodDesc.of(ARGUMENTS, source, ARGUMENT, CD_String), arguments, Const.of(text.name()));
        if (text.defaultValue() != null) {
            argument = body.invokeVirtual(ClassMethodDesc.of(ARGUMENT, "orDefault", ARGUMENT, CD_String), argument, Const.of(text.defaultValue()));
        } else if (text.mayBeMissing()) {
            argument = body.invokeVirtual(ClassMethodDesc.of(ARGUMENT, "orNull", ARGUMENT), argument);
        }
        var value = text.constants() ? constant(body, argument, ClassDesc.of(text.type())) : converted(body, argument, text.type());
        return text.optional() ? body.invokeStatic(ClassMethodDesc.of(OPTIONAL, "ofNullable", OPTIONAL, CD_Object), value) : value;
    }

    private static Expr constant(BlockCreator body, Expr argument, ClassDesc type) {
        var values = body.invokeStatic(ClassMethodDesc.of(type, "values", type.arrayType()));
        var oneOf = ClassMethodDesc.of(ARGUMENT, "oneOf", ConstantDescs.CD_Enum, ConstantDescs.CD_Enum.arrayType());
        return body.cast(body.invokeVirtual(oneOf, argument, values), type);
    }

    private static Expr converted(BlockCreator body, Expr argument, String type) {
        return switch (type) {
            case "java.lang.String" -> convert(body, argument, "string", CD_String);
            case "java.lang.Integer" -> convert(body, argument, "integer", ConstantDescs.CD_Integer);
            case "java.lang.Long" -> convert(body, argument, "longInteger", ConstantDescs.CD_Long);
            case "java.lang.Double" -> convert(body, argument, "floatingPoint", ConstantDescs.CD_Double);
            case "java.lang.Boolean" -> convert(body, argument, "bool", ConstantDescs.CD_Boolean);
            case "int" -> convert(body, argument, "primitiveInt", ConstantDescs.CD_int);
            case "long" -> convert(body, argument, "primitiveLong", ConstantDescs.CD_long);
            case "double" -> convert(body, argument, "primitiveDouble", ConstantDescs.CD_double);
            case "boolean" -> convert(body, argument, "primitiveBoolean", ConstantDescs.CD_boolean);
            default -> throw new IllegalStateException("The reader let " + type + " pass");
        };
    }

    private static Expr convert(BlockCreator body, Expr argument, String method, ClassDesc type) {
        return body.invokeVirtual(ClassMethodDesc.of(ARGUMENT, method, type), argument);
    }
}
