// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.time.Instant;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;

/** Operators between sample families, and between a family and a number that only the evaluation knows. */
public final class MalOps {

    private static final MalChain NEGATIVE = MalChain.of(MalStep.negative());
    private static final MalChain DIV_BY_EMPTY = MalChain.of(MalStep.div(0.0));

    private enum Operator {
        PLUS, MINUS, MULTIPLY, DIV
    }

    private MalOps() {
    }

    /** Seconds since 1970. */
    public static long time() {
        return Instant.now().getEpochSecond();
    }

    public static SampleFamily plus(SampleFamily left, SampleFamily right) {
        if (left == SampleFamily.EMPTY) {
            return right;
        }
        return right == SampleFamily.EMPTY ? left : combine(Operator.PLUS, left, right);
    }

    public static SampleFamily minus(SampleFamily left, SampleFamily right) {
        if (left == SampleFamily.EMPTY) {
            return NEGATIVE.apply(right);
        }
        return right == SampleFamily.EMPTY ? left : combine(Operator.MINUS, left, right);
    }

    public static SampleFamily multiply(SampleFamily left, SampleFamily right) {
        return left == SampleFamily.EMPTY || right == SampleFamily.EMPTY ? SampleFamily.EMPTY : combine(Operator.MULTIPLY, left, right);
    }

    /** An empty divisor counts as 0. */
    public static SampleFamily div(SampleFamily left, SampleFamily right) {
        if (left == SampleFamily.EMPTY) {
            return SampleFamily.EMPTY;
        }
        return right == SampleFamily.EMPTY ? DIV_BY_EMPTY.apply(left) : combine(Operator.DIV, left, right);
    }

    public static SampleFamily plus(SampleFamily family, Number number) {
        return MalChain.of(MalStep.plus(number)).apply(family);
    }

    public static SampleFamily minus(SampleFamily family, Number number) {
        return MalChain.of(MalStep.minus(number)).apply(family);
    }

    public static SampleFamily multiply(SampleFamily family, Number number) {
        return MalChain.of(MalStep.multiply(number)).apply(family);
    }

    public static SampleFamily div(SampleFamily family, Number number) {
        return MalChain.of(MalStep.div(number)).apply(family);
    }

    public static SampleFamily plus(Number number, SampleFamily family) {
        return plus(family, number);
    }

    public static SampleFamily minus(Number number, SampleFamily family) {
        return MalChain.of(MalStep.numberMinus(number)).apply(family);
    }

    public static SampleFamily multiply(Number number, SampleFamily family) {
        return multiply(family, number);
    }

    public static SampleFamily div(Number number, SampleFamily family) {
        return MalChain.of(MalStep.numberDiv(number)).apply(family);
    }

    /** Each left sample with the first right sample that has the same labels; a left one without is dropped, and so is a NaN. */
    private static SampleFamily combine(Operator operator, SampleFamily left, SampleFamily right) {
        var results = new Sample[left.samples.length];
        var count = 0;
        var index = new LabelIndex(right.samples);
        for (var sample : left.samples) {
            var other = index.find(sample.getLabels());
            if (other == null) {
                continue;
            }
            var value = switch (operator) {
                case PLUS -> sample.getValue() + other.getValue();
                case MINUS -> sample.getValue() - other.getValue();
                case MULTIPLY -> sample.getValue() * other.getValue();
                case DIV -> sample.getValue() / other.getValue();
            };
            if (!Double.isNaN(value)) {
                results[count++] = MalFamilies.sample(sample.getName(), sample.getLabels(), value, sample.getTimestamp());
            }
        }
        return MalFamilies.family(MalFamilies.first(results, count), left.context);
    }
}
