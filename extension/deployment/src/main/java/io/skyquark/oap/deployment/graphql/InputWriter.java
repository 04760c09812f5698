// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;
import org.jboss.jandex.gizmo2.Jandex2Gizmo;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.Var;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.quarkus.gizmo2.desc.InterfaceMethodDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.InputField;
import io.skyquark.oap.deployment.graphql.ProtocolMapping.InputType;

/** Generates the class that turns argument values into upstream's input objects and enum constants, and the code that calls it. */
final class InputWriter {

    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final ClassDesc MAP = ConstantDescs.CD_Map;
    private static final InterfaceMethodDesc CONTAINS = InterfaceMethodDesc.of(MAP, "containsKey", boolean.class, Object.class);
    private static final InterfaceMethodDesc GET = InterfaceMethodDesc.of(MAP, "get", Object.class, Object.class);
    private static final DotName LIST = DotName.createSimple("java.util.List");

    private static final Map<String, String> SCALARS = Map.of("java.lang.String", "string", "int", "primitiveInt", "long", "primitiveLong",
        "boolean", "primitiveBoolean", "java.lang.Integer", "boxedInt", "java.lang.Long", "boxedLong", "java.lang.Boolean", "boxedBoolean");
    private static final Map<String, String> SCALAR_LISTS = Map.of("java.lang.String", "strings", "java.lang.Integer", "ints");

    private final JavaTypes types;
    private final Map<DotName, InputType> inputs = new LinkedHashMap<>();
    /** Numbers of the types that lists hold. */
    private final Map<DotName, Integer> elements = new LinkedHashMap<>();

    InputWriter(JavaTypes types, List<InputType> inputs) {
        this.types = types;
        inputs.forEach(input -> this.inputs.put(input.javaType().name(), input));
    }

    /** Whether a value of that Java type can be made from what the protocol hands over. */
    boolean isConvertible(Type type) {
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            var element = JavaTypes.element(type);
            return type.name().equals(LIST) && type.asParameterizedType().arguments().get(0).equals(element)
                && (SCALAR_LISTS.containsKey(element.name().toString()) || isNamed(element));
        }
        return SCALARS.containsKey(type.name().toString()) || isNamed(type);
    }

    /** The value converted to the Java type. */
    Expr convert(BlockCreator block, Expr value, Type type) {
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            return convertList(block, value, JavaTypes.element(type).name());
        }
        var scalar = SCALARS.get(type.name().toString());
        if (scalar != null) {
            return block.invokeStatic(ClassMethodDesc.of(Names.INPUT_VALUES, scalar, Jandex2Gizmo.classDescOf(type), OBJECT), value);
        }
        return block.invokeStatic(reader(type.name()), value);
    }

    private Expr convertList(BlockCreator block, Expr value, DotName element) {
        var scalars = SCALAR_LISTS.get(element.toString());
        if (scalars != null) {
            return block.invokeStatic(ClassMethodDesc.of(Names.INPUT_VALUES, scalars, ConstantDescs.CD_List, OBJECT), value);
        }
        var list = ClassMethodDesc.of(Names.INPUT_VALUES, "list", ConstantDescs.CD_List, OBJECT, Names.INPUT_READER, ConstantDescs.CD_int);
        int number = elements.computeIfAbsent(element, name -> elements.size());
        return block.invokeStatic(list, value, block.new_(Names.GENERATED_INPUTS), Const.of(number));
    }

    private boolean isNamed(Type type) {
        return inputs.containsKey(type.name()) || types.isEnum(type.name());
    }

    /** Methods are named like the class they read: {@code OapGraphQlInputs#Duration}. */
    private MethodDesc reader(DotName type) {
        return ClassMethodDesc.of(Names.GENERATED_INPUTS, type.withoutPackagePrefix(), ClassDesc.of(type.toString()), OBJECT);
    }

    /**
     * Comes last: what the other writers converted decides which readers there are.
     *
     * <pre>{@code
     * public static Duration Duration(Object value) {
     *     if (value == null) {
     *         return null;
     *     }
     *     Map values = (Map) value;
     *     Duration input = new Duration();
     *     if (values.containsKey("start")) {
     *         input.setStart(InputValues.string(values.get("start")));
     *     }
     *     ...
     *     return input;
     * }
     * }</pre>
     *
     * @param enums the enum types that arguments and input fields have
     */
    void write(Gizmo gizmo, List<DotName> enums) {
        gizmo.class_(Names.GENERATED_INPUTS, type -> {
            type.final_();
            type.implements_(Names.INPUT_READER);
            type.defaultConstructor();
            inputs.values().forEach(input -> writeObject(type, input));
            enums.forEach(enumeration -> writeEnum(type, enumeration));
            writeSwitch(type);
        });
    }

    private void writeObject(ClassCreator type, InputType input) {
        var javaType = ClassDesc.of(input.javaType().name().toString());
        type.staticMethod(reader(input.javaType().name()), method -> {
            method.public_();
            var value = method.parameter("value", 0);
            method.body(block -> {
                block.ifNull(value, BlockCreator::returnNull);
                var values = block.localVar("values", MAP, block.cast(value, MAP));
                var object = block.localVar("input", javaType, block.new_(javaType));
                for (var field : input.fields()) {
                    var key = Const.of(field.definition().getName());
                    block.if_(block.invokeInterface(CONTAINS, values, key),
                        present -> set(present, object, field, present.invokeInterface(GET, values, key)));
                }
                block.return_(object);
            });
        });
    }

    private void set(BlockCreator block, Var object, InputField field, Expr value) {
        var converted = block.localVar("converted", Jandex2Gizmo.classDescOf(field.type()), convert(block, value, field.type()));
        if (field.member().method() != null) {
            block.invokeVirtual(Jandex2Gizmo.methodDescOf(field.member().method()), object, converted);
        } else {
            block.set(object.field(Jandex2Gizmo.fieldDescOf(field.member().field())), converted);
        }
    }

    private void writeEnum(ClassCreator type, DotName enumeration) {
        var javaType = ClassDesc.of(enumeration.toString());
        type.staticMethod(reader(enumeration), method -> {
            method.public_();
            var value = method.parameter("value", 0);
            method.body(block -> {
                block.ifNull(value, BlockCreator::returnNull);
                block.return_(block.invokeStatic(ClassMethodDesc.of(javaType, "valueOf", javaType, ConstantDescs.CD_String),
                    block.cast(value, ConstantDescs.CD_String)));
            });
        });
    }

    private void writeSwitch(ClassCreator type) {
        type.method("read", method -> {
            method.public_();
            method.returning(OBJECT);
            var number = method.parameter("type", int.class);
            var value = method.parameter("value", OBJECT);
            method.body(block -> block.return_(block.switch_(OBJECT, number, cases -> {
                elements.forEach((element, of) ->
                    cases.caseOf(of.intValue(), found -> found.yield(found.invokeStatic(reader(element), value))));
                cases.default_(unknown -> unknown.throw_(IllegalArgumentException.class));
            })));
        });
    }
}
