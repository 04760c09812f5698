// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.oap.meter.analyzer.dsl.Expression;
import org.apache.skywalking.oap.meter.analyzer.dsl.FilterExpression;
import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamilyBuilder;

import com.google.common.collect.ImmutableMap;

/** Work on sample families: each scrape has new ones, as on the server, a quarter of a minute after those before. */
abstract class FamilyWork implements Work {

    private static final long START = 1_700_000_000_000L;
    private static final long INTERVAL = 15_000;

    private record Line(ImmutableMap<String, String> labels, double start, double growth) {
    }

    private final Map<String, List<Line>> input = new LinkedHashMap<>();
    private final List<Map<String, SampleFamily>> prepared = new ArrayList<>();
    private int scrape;

    FamilyWork(List<Series> series) {
        series.forEach(each -> input.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(
            new Line(ImmutableMap.copyOf(each.labels()), each.start(), each.growth())));
    }

    abstract boolean run(Map<String, SampleFamily> families);

    abstract String outcome(Map<String, SampleFamily> families);

    @Override
    public final void prepare(int scrapes) {
        prepared.clear();
        for (int i = 0; i < scrapes; i++) {
            prepared.add(next());
        }
    }

    private Map<String, SampleFamily> next() {
        long time = START + scrape * INTERVAL;
        Map<String, SampleFamily> families = new HashMap<>();
        input.forEach((name, lines) -> {
            var samples = new Sample[lines.size()];
            for (int i = 0; i < samples.length; i++) {
                var line = lines.get(i);
                samples[i] = Sample.builder().name(name).labels(line.labels).value(line.start + scrape * line.growth).timestamp(time).build();
            }
            families.put(name, SampleFamilyBuilder.newBuilder(samples).defaultHistogramBucketUnit(TimeUnit.SECONDS).build());
        });
        scrape++;
        return families;
    }

    @Override
    public final int run() {
        int results = 0;
        for (var families : prepared) {
            results += run(families) ? 1 : 0;
        }
        return results;
    }

    @Override
    public final String outcome() {
        return outcome(next());
    }

    private static String describe(Sample[] samples) {
        var text = new StringBuilder();
        for (var sample : samples) {
            text.append(sample.getName()).append(new TreeMap<>(sample.getLabels())).append(sample.getValue());
            text.append('@').append(sample.getTimestamp()).append(' ');
        }
        return text.toString();
    }

    /** An expression; no result where it fails or gives nothing. */
    static final class Evaluation extends FamilyWork {

        private final Expression expression;

        Evaluation(Expression expression, List<Series> series) {
            super(series);
            this.expression = expression;
        }

        @Override
        boolean run(Map<String, SampleFamily> families) {
            return expression.run(families).isSuccess();
        }

        @Override
        String outcome(Map<String, SampleFamily> families) {
            var result = expression.run(families);
            if (!result.isSuccess() || result.getData().context.getMeterSamples().isEmpty()) {
                return "";
            }
            var entities = new TreeMap<String, String>();
            result.getData().context.getMeterSamples().forEach((entity, samples) -> entities.put(entity.toString(), describe(samples)));
            return describe(result.getData().samples) + entities;
        }
    }

    /** A file's filter. */
    static final class Filter extends FamilyWork {

        private final FilterExpression filter;

        Filter(FilterExpression filter, List<Series> series) {
            super(series);
            this.filter = filter;
        }

        @Override
        boolean run(Map<String, SampleFamily> families) {
            return !filter.filter(families).isEmpty();
        }

        @Override
        String outcome(Map<String, SampleFamily> families) {
            var kept = new TreeMap<String, String>();
            filter.filter(families).forEach((name, family) -> {
                if (family != SampleFamily.EMPTY) {
                    kept.put(name, describe(family.samples));
                }
            });
            return kept.isEmpty() ? "" : kept.toString();
        }
    }
}
