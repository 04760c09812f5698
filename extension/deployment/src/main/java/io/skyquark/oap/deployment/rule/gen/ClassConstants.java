// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.gen;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.ConstructorDesc;

/** The static final fields of a generated class: whatever a rule uses that is the same at every evaluation is made once. */
public final class ClassConstants {

    private static final ClassDesc LIST = ClassDesc.of("java.util.List");

    private final ClassCreator type;
    private final Map<Object, Expr> known = new HashMap<>();
    private int count;

    public ClassConstants(ClassCreator type) {
        this.type = type;
    }

    /**
     * A field of its own, computed when the class is initialised, after the fields that were asked for before; equal keys share it. {@code initial} asks for no
     * further field.
     */
    public Expr field(Object key, String name, ClassDesc of, Function<BlockCreator, Expr> initial) {
        var found = known.get(key);
        if (found == null) {
            found = type.staticField(name + count++, field -> {
                field.private_();
                field.final_();
                field.setType(of);
                field.setInitializer(block -> block.yield(initial.apply(block)));
            });
            known.put(key, found);
        }
        return found;
    }

    /** A boxed number or a Boolean, a text, or null. */
    public Expr value(Object value) {
        if (value == null) {
            return Const.ofNull(RuleTypes.OBJECT);
        }
        if (value instanceof String text) {
            return Const.of(text);
        }
        var of = ClassDesc.of(value.getClass().getName());
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long || value instanceof Float || value instanceof Double) {
            return field(value, "VALUE_", of, block -> block.box(primitive(value)));
        }
        return field(value, "VALUE_", of, block -> block.new_(ConstructorDesc.of(of, ConstantDescs.CD_String), Const.of(value.toString())));
    }

    private static Const primitive(Object value) {
        if (value instanceof Boolean truth) {
            return Const.of((boolean) truth);
        } else if (value instanceof Integer number) {
            return Const.of((int) number);
        } else if (value instanceof Long number) {
            return Const.of((long) number);
        } else if (value instanceof Float number) {
            return Const.of((float) number);
        }
        return Const.of((double) (Double) value);
    }

    /** An immutable list of texts. */
    public Expr texts(List<String> texts) {
        return field(List.of("texts", texts), "LABELS_", LIST, block -> block.listOf(texts, Const::of));
    }

    /** An array of texts, some of which may be null; nobody changes it. */
    public Expr array(List<String> texts) {
        var parts = new java.util.ArrayList<>(texts);
        return field(java.util.Arrays.asList("array", parts), "TEXTS_", RuleTypes.STRINGS, block -> block.newArray(RuleTypes.STRING,
            parts.stream().map(text -> text == null ? Const.ofNull(RuleTypes.STRING) : Const.of(text)).toList()));
    }
}
