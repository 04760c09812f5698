// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.List;
import java.util.Map;

import io.skyquark.oap.server.rule.RuleClosure;

/** Steps that run a closure of the rule for each sample. */
final class ClosureSteps {

    private ClosureSteps() {
    }

    private abstract static class ClosureStep extends RowStep {

        final RuleClosure<?> closure;

        ClosureStep(RuleClosure<?> closure) {
            this.closure = closure;
        }

        @Override
        boolean throwing() {
            return true;
        }
    }

    /** The labels are what the closure returns, or what it made of its argument if it returns no map. */
    static final class Tag extends ClosureStep {

        Tag(RuleClosure<?> closure) {
            super(closure);
        }

        @Override
        boolean accept(Row row) {
            var labels = row.copyOfLabels();
            var result = closure.call(labels);
            row.relabel(result instanceof Map ? (Map<?, ?>) result : labels);
            return true;
        }
    }

    /** Keeps samples for whose labels the closure returns true; anything but a Boolean is an error. */
    static final class Filter extends ClosureStep {

        Filter(RuleClosure<?> closure) {
            super(closure);
        }

        @Override
        boolean accept(Row row) {
            return (Boolean) (Object) closure.call(row.labels());
        }
    }

    /** Runs the closure for each element, with the labels to change. */
    static final class ForEach extends ClosureStep {

        private final String[] elements;

        ForEach(List<String> elements, RuleClosure<?> closure) {
            super(closure);
            this.elements = elements.toArray(new String[0]);
        }

        @Override
        boolean accept(Row row) {
            var labels = row.copyOfLabels();
            for (var element : elements) {
                closure.call(element, labels);
            }
            row.relabel(labels);
            return true;
        }
    }
}
