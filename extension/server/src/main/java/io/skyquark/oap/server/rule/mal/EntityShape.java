// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.server.core.Const;
import org.apache.skywalking.oap.server.core.analysis.Layer;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;
import org.apache.skywalking.oap.server.core.source.DetectPoint;

import com.google.common.collect.ImmutableMap;

import io.skyquark.oap.server.rule.RuleClosure;

/** How an entity is made of the labels of its samples. */
interface EntityShape {

    /** The entity of the group whose first sample has these labels. */
    MeterEntity entity(ImmutableMap<String, String> labels);

    static EntityShape service(List<String> keys, String delimiter, Layer layer) {
        var service = new Name(keys, delimiter);
        return labels -> MeterEntity.newService(service.of(labels), layer);
    }

    @SuppressWarnings("unchecked")
    static EntityShape instance(List<String> serviceKeys, String serviceDelimiter, List<String> instanceKeys, String instanceDelimiter, Layer layer,
                                RuleClosure<?> properties) {
        var service = new Name(serviceKeys, serviceDelimiter);
        var instance = new Name(instanceKeys, instanceDelimiter);
        return labels -> MeterEntity.newServiceInstance(service.of(labels), instance.of(labels), layer,
                properties == null ? null : (Map<String, String>) properties.call(labels));
    }

    static EntityShape endpoint(List<String> serviceKeys, List<String> endpointKeys, String delimiter, Layer layer) {
        var service = new Name(serviceKeys, delimiter);
        var endpoint = new Name(endpointKeys, delimiter);
        return labels -> MeterEntity.newEndpoint(service.of(labels), endpoint.of(labels), layer);
    }

    static EntityShape process(List<String> serviceKeys, List<String> instanceKeys, List<String> processKeys, String layerKey) {
        var service = new Name(serviceKeys, Const.POINT);
        var instance = new Name(instanceKeys, Const.POINT);
        var process = new Name(processKeys, Const.POINT);
        return labels -> MeterEntity.newProcess(service.of(labels), instance.of(labels), process.of(labels), text(labels, layerKey));
    }

    static EntityShape serviceRelation(DetectPoint detectPoint, List<String> sourceKeys, List<String> destKeys, String delimiter, Layer layer,
                                       String componentKey) {
        var source = new Name(sourceKeys, delimiter);
        var dest = new Name(destKeys, delimiter);
        return labels -> {
            var component = component(labels, componentKey);
            return MeterEntity.newServiceRelation(source.of(labels), dest.of(labels), detectPoint, layer, component);
        };
    }

    static EntityShape processRelation(String detectPointKey, List<String> serviceKeys, List<String> instanceKeys, String sourceKey, String destKey,
                                       String componentKey) {
        var service = new Name(serviceKeys, Const.POINT);
        var instance = new Name(instanceKeys, Const.POINT);
        return labels -> {
            var detectPoint = "server".equalsIgnoreCase(text(labels, detectPointKey)) ? DetectPoint.SERVER : DetectPoint.CLIENT;
            var component = component(labels, componentKey);
            return MeterEntity.newProcessRelation(service.of(labels), instance.of(labels), text(labels, sourceKey), text(labels, destKey), component,
                    detectPoint);
        };
    }

    private static int component(ImmutableMap<String, String> labels, String key) {
        var text = text(labels, key);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static String text(ImmutableMap<String, String> labels, String key) {
        var text = labels.get(key);
        return text != null ? text : "";
    }

    /** The values of some labels, without empty ones, with a delimiter between. */
    final class Name {

        private final String[] keys;
        private final String delimiter;

        Name(List<String> keys, String delimiter) {
            this.keys = keys.toArray(new String[0]);
            this.delimiter = delimiter == null || delimiter.isEmpty() ? Const.POINT : delimiter;
        }

        String of(ImmutableMap<String, String> labels) {
            var name = "";
            for (var key : keys) {
                var part = text(labels, key);
                if (!part.isEmpty()) {
                    name = name.isEmpty() ? part : name + delimiter + part;
                }
            }
            return name;
        }
    }
}
