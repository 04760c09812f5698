// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures of many rules in a few lines. */
final class Summary {

    /** Of Student's t for 99.9 % on both sides, as JMH has it, by degrees of freedom from 1. */
    private static final double[] STUDENT = {636.6, 31.60, 12.92, 8.610, 6.869, 5.959, 5.408, 5.041, 4.781, 4.587, 4.437, 4.318, 4.221, 4.140, 4.073, 4.015,
        3.965, 3.922, 3.883, 3.850};
    private static final int WORST = 15;

    private Summary() {
    }

    static void print(PrintStream out, String title, List<RuleFigures> figures) {
        if (figures.isEmpty()) {
            return;
        }
        var passes = IntStream.range(0, RuleByRule.PASSES).mapToDouble(pass -> mean(figures, each -> each.speedUp(pass))).toArray();
        out.printf("%n%s: %,d%n", title, figures.size());
        for (boolean groovy : new boolean[] {true, false}) {
            out.printf("  %-44s %,10.0f ns   %,10.0f B%n", groovy ? "Groovy, geometric mean of a run" : "compiled", mean(figures, each -> each.nanos(groovy)),
                mean(figures, each -> Math.max(1, each.bytes(groovy))));
        }
        out.printf("  %-44s %10.2f ± %.2f (99.9 %%, %d passes)%n", "times faster, geometric mean", mean(figures, RuleFigures::speedUp),
            error(passes), passes.length);
        out.printf("  %-44s %10.3f%n", "allocation, compiled / Groovy, geometric mean", mean(figures, RuleFigures::allocation));
        out.printf("  %-44s %10.3f%n", "allocation, compiled / Groovy, of the sums",
            figures.stream().mapToDouble(each -> each.bytes(false)).sum() / figures.stream().mapToDouble(each -> each.bytes(true)).sum());
        out.printf("  %-44s %9.1f %%   below 20x %.1f %%   above a third of the allocation %.1f %%%n", "rules below 5x",
            share(figures, each -> each.speedUp() < 5), share(figures, each -> each.speedUp() < 20), share(figures, each -> each.allocation() > 1 / 3.0));
        out.printf("  slowest ratios:%n");
        figures.stream().sorted(Comparator.comparingDouble(RuleFigures::speedUp)).limit(WORST).forEach(each -> row(out, each));
    }

    private static void row(PrintStream out, RuleFigures figures) {
        out.printf("    %6.2fx %,9.0f -> %,7.0f ns  %,9.0f -> %,7.0f B  %s %s%n", figures.speedUp(), figures.nanos(true), figures.nanos(false),
            figures.bytes(true), figures.bytes(false), figures.pair().file(), figures.pair().name());
    }

    private static double mean(List<RuleFigures> figures, ToDoubleFunction<RuleFigures> value) {
        return Math.exp(figures.stream().mapToDouble(each -> Math.log(value.applyAsDouble(each))).average().orElseThrow());
    }

    private static double share(List<RuleFigures> figures, Predicate<RuleFigures> which) {
        return 100.0 * figures.stream().filter(which).count() / figures.size();
    }

    private static double error(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
        int freedom = values.length - 1;
        return freedom == 0 ? Double.NaN : STUDENT[Math.min(freedom, STUDENT.length) - 1] * Math.sqrt(squares / freedom / values.length);
    }
}
