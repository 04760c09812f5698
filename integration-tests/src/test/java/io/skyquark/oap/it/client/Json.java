// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reading and writing JSON and YAML as trees. */
public final class Json {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {
    }

    public static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tree of a YAML text, with its anchors resolved. */
    public static JsonNode parseYaml(String text) {
        return of(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    /** The tree of a text that may or may not be JSON. */
    public static Optional<JsonNode> find(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    public static JsonNode of(Object value) {
        return JSON.valueToTree(value);
    }
}
