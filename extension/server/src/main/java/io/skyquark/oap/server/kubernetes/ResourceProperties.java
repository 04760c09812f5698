// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.kubernetes;

import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Values inside Kubernetes resources, for upstream's service name rules ({@code K8S_SERVICE_NAME_RULE}) in place of commons-beanutils. A resource is
 * looked at as the JSON that the API server sent, so that no getter has to be found by reflection.
 */
public final class ResourceProperties {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** {@code name}, {@code (key with dots)} or {@code [index]}, each with the dot that may stand before it. */
    private static final Pattern STEP = Pattern.compile("\\.?(?:([^.(\\[]+)|\\(([^)]*)\\)|\\[(\\d+)])");

    private ResourceProperties() {
    }

    /**
     * Takes the name of the method that it stands in for.
     *
     * @param resources the resources by name, such as {@code pod} and {@code service}; they may be {@code null}
     * @param path for example {@code pod.metadata.labels.(app.kubernetes.io/name)} or {@code service.spec.ports[0].name}
     * @return a text, number or truth value, the JSON of an object or list, or {@code null} where there is nothing
     * @throws IllegalArgumentException where the path is malformed; upstream goes on with the next alternative of the rule
     */
    public static Object getProperty(Object resources, String path) {
        var steps = STEP.matcher(path);
        if (!steps.lookingAt() || steps.group(1) == null) {
            throw new IllegalArgumentException("no resource is named at the beginning of '" + path + "'");
        }
        JsonNode node = MAPPER.valueToTree(((Map<?, ?>) resources).get(steps.group(1)));
        while (steps.end() < path.length()) {
            if (!steps.region(steps.end(), path.length()).lookingAt()) {
                throw new IllegalArgumentException("'" + path + "' cannot be read from '" + path.substring(steps.regionStart()) + "' on");
            }
            node = steps.group(3) != null ? node.path(Integer.parseInt(steps.group(3))) : node.path(steps.group(1) != null ? steps.group(1) : steps.group(2));
        }
        return node.isNull() || node.isMissingNode() ? null : node.isValueNode() ? node.asText() : node.toString();
    }
}
