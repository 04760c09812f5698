// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.ir;

import java.util.List;

import io.skyquark.oap.deployment.rule.exchange.Position;

/**
 * An expression of a rule. Plain data without any tie to the parser that it came from or the generator that it goes to, so that rules may also be
 * interpreted from it.
 */
public sealed interface Expr {

    Position at();

    /** What the value is known to be. */
    ValueType type();

    /** @param value a String, Boolean, Integer, Long, Float, Double, BigDecimal or null */
    record Constant(Object value, ValueType type, Position at) implements Expr {
    }

    /** A constant of an enum: {@code Layer.GENERAL}. */
    record EnumConstant(String className, String name, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.ENUM;
        }
    }

    record Variable(Local local, Position at) implements Expr {
        @Override
        public ValueType type() {
            return local.type();
        }
    }

    /** A free name of a MAL expression: a sample family of the input. */
    record Sample(String name, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.FAMILY;
        }
    }

    record ListLiteral(List<Expr> elements, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.LIST;
        }
    }

    /** Keys and values in pairs. */
    record MapLiteral(List<Expr> keys, List<Expr> values, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.MAP;
        }
    }

    /** {@code "a${b}"}: fixed texts and values take turns, a fixed text first and last. */
    record Text(List<String> texts, List<Expr> values, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }
    }

    /** {@code ~'regex'} and {@code =~}: the pattern of a text. */
    record PatternLiteral(Expr text, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.PATTERN;
        }
    }

    record Not(Expr operand, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.BOOLEAN;
        }
    }

    /** Unary minus of a value that is no family. */
    record Negate(Expr operand, Position at) implements Expr {
        @Override
        public ValueType type() {
            return operand.type().isNumber() ? operand.type() : ValueType.ANY;
        }
    }

    /** An operator between values none of which is a family. */
    record Binary(Operator operator, Expr left, Expr right, ValueType type, Position at) implements Expr {
    }

    /** {@code test ? then : otherwise}, and with the value itself as test and first branch {@code value ?: otherwise}. */
    record Choice(Expr test, Expr then, Expr otherwise, ValueType type, Position at) implements Expr {
    }

    record Elvis(Expr value, Expr otherwise, ValueType type, Position at) implements Expr {
    }

    /** {@code value as Type}, and with {@code strict} the {@code (Type) value} of declarations. */
    record Cast(Expr value, String className, boolean strict, ValueType type, Position at) implements Expr {
    }

    record InstanceOf(Expr value, String className, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.BOOLEAN;
        }
    }

    /** {@code target.name}; {@code safe} for {@code ?.}, {@code spread} for {@code *.}. */
    record Property(Expr target, String name, boolean safe, boolean spread, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.ANY;
        }
    }

    /** {@code target[key]}. */
    record Index(Expr target, Expr key, boolean safe, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.ANY;
        }
    }

    /** A method of a value that is no family, one of those that {@code RuleOps} knows. */
    record Call(Expr target, String method, List<Expr> arguments, boolean safe, boolean spread, ValueType type, Position at) implements Expr {
    }

    /** A public static method of a class that rules may use: {@code ProcessRegistry.generateVirtualLocalProcess(...)}. */
    record StaticCall(String className, String method, String descriptor, List<Expr> arguments, ValueType type, Position at) implements Expr {
    }

    /** A function of MAL: a method of upstream's {@code SampleFamily}. */
    record FamilyCall(Expr family, String function, List<Expr> arguments, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.FAMILY;
        }
    }

    /** Arithmetic with a family on one side or both; the other is a number. */
    record FamilyArithmetic(Operator operator, Expr left, Expr right, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.FAMILY;
        }
    }

    /** A closure. */
    record Function(Closure closure, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.FUNCTION;
        }
    }

    /** Assignment, whose value is what was assigned. */
    record Assign(Target target, Expr value, Position at) implements Expr {
        @Override
        public ValueType type() {
            return value.type();
        }
    }

    /** {@code time()}: seconds since the epoch, a Long. */
    record Time(Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.LONG;
        }
    }

    /** A getter of a Java object whose class is known. */
    record Getter(Expr target, String className, String method, String descriptor, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.ANY;
        }
    }

    /** A method of a Java object whose class is known; the arguments are converted already. */
    record MemberCall(Expr target, String className, String method, String descriptor, List<Expr> arguments, Position at) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.ANY;
        }
    }

    /**
     * A method of one of LAL's specifications, whose receiver is the delegate of a surrounding block.
     *
     * @param blocks how many closures outwards the block is whose delegate receives the call, 0 for the innermost
     * @param className class that declares the method
     * @param descriptor of the method, as upstream compiled it
     */
    record SpecCall(int blocks, String className, String method, String descriptor, List<Expr> arguments, ValueType type, Position at) implements Expr {
    }

    /** What an assignment assigns to. */
    sealed interface Target {

        record Variable(Local local) implements Target {
        }

        record Property(Expr target, String name) implements Target {
        }

        record Index(Expr target, Expr key) implements Target {
        }
    }
}
