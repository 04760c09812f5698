// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Queries that cannot pass here, with the reason: {@code e2e/exceptions.yaml}. */
final class Exceptions {

    private final List<?> entries;

    Exceptions() {
        try (var resource = Objects.requireNonNull(getClass().getResourceAsStream("/e2e/exceptions.yaml"))) {
            entries = (List<?>) YamlText.load(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> reason(String area, Query query) {
        return entries.stream().map(entry -> (Map<?, ?>) entry)
            .filter(entry -> area.matches(String.valueOf(entry.get("area"))) && query.shortened().matches("(?s).*(?:" + entry.get("query") + ").*"))
            .map(entry -> String.valueOf(entry.get("reason"))).findFirst();
    }
}
