// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.ArrayList;
import java.util.List;

import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;

/** Steps in a row on one sample family, planned once: steps that can share a pass over the samples do so. */
public final class MalChain {

    private final Stage[] stages;

    private MalChain(Stage[] stages) {
        this.stages = stages;
    }

    public static MalChain of(MalStep... steps) {
        var planner = new Planner();
        for (var step : steps) {
            planner.add(step);
        }
        planner.endPass();
        return new MalChain(planner.stages.toArray(new Stage[0]));
    }

    /** Runs the steps; what upstream's methods of the same names give, one after the other. */
    public SampleFamily apply(SampleFamily source) {
        var samples = source == SampleFamily.EMPTY ? MalFamilies.NONE : source.samples;
        for (var stage : stages) {
            if (samples.length == 0) {
                stage.runEmpty();
            } else {
                samples = stage.run(samples, source.context);
            }
        }
        return samples == source.samples ? source : MalFamilies.family(samples, source.context);
    }

    private static final class Planner {

        final List<Stage> stages = new ArrayList<>();
        private final List<RowStep> before = new ArrayList<>();
        private final List<RowStep> after = new ArrayList<>();
        private Aggregation aggregation;

        void add(MalStep step) {
            if (step instanceof RowStep row) {
                addRow(row);
            } else if (step instanceof Aggregation next) {
                if (aggregation != null) {
                    endPass();
                }
                aggregation = next;
            } else if (step instanceof StageStep stage) {
                endPass();
                stages.add(stage);
            }
        }

        private void addRow(RowStep row) {
            if (!sharesPass(aggregation == null ? before : after, row)) {
                endPass();
            }
            (aggregation == null ? before : after).add(row);
        }

        /** A counter sees either all samples or none, and all before the next counter does: nothing that may throw and no other counter runs beside it. */
        private static boolean sharesPass(List<RowStep> steps, RowStep row) {
            return !(row.stateful() && steps.stream().anyMatch(step -> step.throwing() || step.stateful()))
                    && !(row.throwing() && steps.stream().anyMatch(RowStep::stateful));
        }

        void endPass() {
            if (aggregation != null || !before.isEmpty()) {
                stages.add(new Pass(before.toArray(new RowStep[0]), aggregation, after.toArray(new RowStep[0])));
            }
            before.clear();
            after.clear();
            aggregation = null;
        }
    }
}
