// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files of the resource folder {@code inventory}: what the walk sends, and what it knows not to be answered. */
public final class Inputs {

    private Inputs() {
    }

    public static JsonNode yaml(String name) {
        return Json.parseYaml(text(name));
    }

    static String text(String name) {
        try (var stream = Objects.requireNonNull(Inputs.class.getResourceAsStream("/inventory/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
