// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.oap.meter.analyzer.dsl.DownsamplingType;
import org.apache.skywalking.oap.meter.analyzer.dsl.tagOpt.K8sRetagType;
import org.apache.skywalking.oap.server.core.Const;
import org.apache.skywalking.oap.server.core.analysis.Layer;
import org.apache.skywalking.oap.server.core.source.DetectPoint;

import io.skyquark.oap.server.rule.RuleClosure;

/**
 * One call in a chain of calls on a sample family. The factories have the names and the parameters of upstream's methods; wrong arguments are not refused
 * here but when the step runs, as upstream does.
 */
public abstract class MalStep {

    MalStep() {
    }

    /** A step that tells the build something and does nothing at run time. */
    private static final class Note extends MalStep {
    }

    public static MalStep tagEqual(String[] labels) {
        return TagFilter.of(TagFilter.Kind.EQUAL, labels);
    }

    public static MalStep tagNotEqual(String[] labels) {
        return TagFilter.of(TagFilter.Kind.NOT_EQUAL, labels);
    }

    public static MalStep tagMatch(String[] labels) {
        return TagFilter.of(TagFilter.Kind.MATCH, labels);
    }

    public static MalStep tagNotMatch(String[] labels) {
        return TagFilter.of(TagFilter.Kind.NOT_MATCH, labels);
    }

    public static MalStep valueEqual(double number) {
        return new ValueFilter(number, false, true, false);
    }

    public static MalStep valueNotEqual(double number) {
        return new ValueFilter(number, true, false, true);
    }

    public static MalStep valueGreater(double number) {
        return new ValueFilter(number, false, false, true);
    }

    public static MalStep valueGreaterEqual(double number) {
        return new ValueFilter(number, false, true, true);
    }

    public static MalStep valueLess(double number) {
        return new ValueFilter(number, true, false, false);
    }

    public static MalStep valueLessEqual(double number) {
        return new ValueFilter(number, true, true, false);
    }

    public static MalStep plus(Number number) {
        return Scalar.of(Scalar.Kind.PLUS, number);
    }

    public static MalStep minus(Number number) {
        return Scalar.of(Scalar.Kind.MINUS, number);
    }

    public static MalStep multiply(Number number) {
        return Scalar.of(Scalar.Kind.MULTIPLY, number);
    }

    public static MalStep div(Number number) {
        return Scalar.of(Scalar.Kind.DIV, number);
    }

    /** {@code number - family}. */
    public static MalStep numberMinus(Number number) {
        return Scalar.of(Scalar.Kind.NUMBER_MINUS, number);
    }

    /** {@code number / family}. */
    public static MalStep numberDiv(Number number) {
        return Scalar.of(Scalar.Kind.NUMBER_DIV, number);
    }

    public static MalStep negative() {
        return Scalar.of(Scalar.Kind.NEGATIVE, 0);
    }

    /** @param by labels to keep, or null for one sample in all */
    public static MalStep sum(List<String> by) {
        return Aggregation.of(Aggregation.Kind.SUM, by);
    }

    public static MalStep max(List<String> by) {
        return Aggregation.of(Aggregation.Kind.MAX, by);
    }

    public static MalStep min(List<String> by) {
        return Aggregation.of(Aggregation.Kind.MIN, by);
    }

    public static MalStep avg(List<String> by) {
        return Aggregation.of(Aggregation.Kind.AVG, by);
    }

    public static MalStep count(List<String> by) {
        return Aggregation.of(Aggregation.Kind.COUNT, by);
    }

    /** @param range ISO 8601, for example {@code PT1M} */
    public static MalStep increase(String range) {
        return CounterStep.of(false, range);
    }

    public static MalStep rate(String range) {
        return CounterStep.of(true, range);
    }

    public static MalStep irate() {
        return CounterStep.sinceLast();
    }

    public static MalStep tag(RuleClosure<?> closure) {
        return new ClosureSteps.Tag(closure);
    }

    public static MalStep filter(RuleClosure<?> closure) {
        return new ClosureSteps.Filter(closure);
    }

    public static MalStep forEach(List<String> elements, RuleClosure<?> closure) {
        return elements == null ? FailingStep.withSamples("forEach needs elements") : new ClosureSteps.ForEach(elements, closure);
    }

    public static MalStep retagByK8sMeta(String newLabelName, K8sRetagType type, String existingLabelName, String namespaceLabelName) {
        return K8sRetag.of(newLabelName, type, existingLabelName, namespaceLabelName);
    }

    public static MalStep histogram() {
        return histogram("le");
    }

    public static MalStep histogram(String le) {
        return new HistogramStep(le, null);
    }

    public static MalStep histogram(String le, TimeUnit unit) {
        return HistogramStep.of(le, unit);
    }

    public static MalStep histogram_percentile(List<Integer> percentiles) {
        return percentiles == null || percentiles.isEmpty() || new ArrayList<>(percentiles).contains(null)
                ? FailingStep.always("histogram_percentile needs percentiles") : new Note();
    }

    public static MalStep downsampling(DownsamplingType type) {
        return new Note();
    }

    public static MalStep service(List<String> labelKeys, Layer layer) {
        return service(labelKeys, Const.POINT, layer);
    }

    public static MalStep service(List<String> labelKeys, String delimiter, Layer layer) {
        return missing(labelKeys) ? FailingStep.always("service needs labels") : EntityStep.of(EntityShape.service(labelKeys, delimiter, layer), labelKeys);
    }

    public static MalStep instance(List<String> serviceKeys, String serviceDelimiter, List<String> instanceKeys, String instanceDelimiter, Layer layer,
                                   RuleClosure<?> propertiesExtractor) {
        if (missing(serviceKeys) || missing(instanceKeys)) {
            return FailingStep.always("instance needs labels");
        }
        return EntityStep.of(EntityShape.instance(serviceKeys, serviceDelimiter, instanceKeys, instanceDelimiter, layer, propertiesExtractor),
                join(serviceKeys, instanceKeys));
    }

    public static MalStep instance(List<String> serviceKeys, List<String> instanceKeys, Layer layer) {
        return instance(serviceKeys, Const.POINT, instanceKeys, Const.POINT, layer, null);
    }

    public static MalStep endpoint(List<String> serviceKeys, List<String> endpointKeys, String delimiter, Layer layer) {
        if (missing(serviceKeys) || missing(endpointKeys)) {
            return FailingStep.always("endpoint needs labels");
        }
        return EntityStep.of(EntityShape.endpoint(serviceKeys, endpointKeys, delimiter, layer), join(serviceKeys, endpointKeys));
    }

    public static MalStep endpoint(List<String> serviceKeys, List<String> endpointKeys, Layer layer) {
        return endpoint(serviceKeys, endpointKeys, Const.POINT, layer);
    }

    public static MalStep process(List<String> serviceKeys, List<String> serviceInstanceKeys, List<String> processKeys, String layerKey) {
        if (missing(serviceKeys) || missing(serviceInstanceKeys) || missing(processKeys)) {
            return FailingStep.always("process needs labels");
        }
        return EntityStep.of(EntityShape.process(serviceKeys, serviceInstanceKeys, processKeys, layerKey),
                join(serviceKeys, serviceInstanceKeys, processKeys, Arrays.asList(layerKey)));
    }

    public static MalStep serviceRelation(DetectPoint detectPoint, List<String> sourceServiceKeys, List<String> destServiceKeys, Layer layer) {
        return serviceRelation(detectPoint, sourceServiceKeys, destServiceKeys, Const.POINT, layer, null);
    }

    public static MalStep serviceRelation(DetectPoint detectPoint, List<String> sourceServiceKeys, List<String> destServiceKeys, String delimiter,
                                          Layer layer, String componentIdKey) {
        if (missing(sourceServiceKeys) || missing(destServiceKeys)) {
            return FailingStep.always("serviceRelation needs labels");
        }
        return EntityStep.of(EntityShape.serviceRelation(detectPoint, sourceServiceKeys, destServiceKeys, delimiter, layer, componentIdKey),
                join(sourceServiceKeys, destServiceKeys, componentIdKey == null || componentIdKey.isEmpty() ? List.of() : List.of(componentIdKey)));
    }

    public static MalStep processRelation(String detectPointKey, List<String> serviceKeys, List<String> instanceKeys, String sourceProcessIdKey,
                                          String destProcessIdKey, String componentKey) {
        if (missing(serviceKeys) || missing(instanceKeys) || sourceProcessIdKey == null || sourceProcessIdKey.isEmpty() || destProcessIdKey == null
                || destProcessIdKey.isEmpty()) {
            return FailingStep.always("processRelation needs labels");
        }
        return EntityStep.of(EntityShape.processRelation(detectPointKey, serviceKeys, instanceKeys, sourceProcessIdKey, destProcessIdKey, componentKey),
                join(serviceKeys, instanceKeys, Arrays.asList(detectPointKey, sourceProcessIdKey, destProcessIdKey, componentKey)));
    }

    private static boolean missing(List<String> keys) {
        return keys == null || keys.isEmpty();
    }

    @SafeVarargs
    private static List<String> join(List<String>... keys) {
        var all = new ArrayList<String>();
        for (var some : keys) {
            all.addAll(some);
        }
        return all;
    }
}
