// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.Arrays;
import java.util.List;

/** The type of a setting, which is that of the field behind it. */
public enum KeyType {

    TEXT("a text"),
    INTEGER("an integer"),
    LONG("an integer"),
    BOOLEAN("true or false"),
    LIST("a list"),
    /** A nested block of free keys. */
    BLOCK("a block of keys");

    private final String phrase;

    KeyType(String phrase) {
        this.phrase = phrase;
    }

    /** What the key needs, for messages. */
    String phrase() {
        return phrase;
    }

    /**
     * The value to hand to OAP, or {@code null} where the value does not fit. A text that merely looks like a number or a list stays the text it is.
     *
     * @param text the resolved text
     * @param typed the same text with its YAML type
     */
    Object fit(String text, Object typed) {
        return switch (this) {
            case TEXT -> typed instanceof String ? typed : text.trim();
            case INTEGER -> typed instanceof Integer ? typed : null;
            case LONG -> typed instanceof Integer || typed instanceof Long ? typed : null;
            case BOOLEAN -> typed instanceof Boolean ? typed : null;
            case LIST -> typed instanceof List ? typed : null;
            case BLOCK -> null;
        };
    }

    /** The value of an override, which upstream takes as it stands; a list may also be written with commas. */
    Object fitOverride(String text) {
        return switch (this) {
            case TEXT -> text;
            case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false") ? Boolean.valueOf(text) : null;
            case LIST -> fit(text, YamlScalar.typed(text)) instanceof List<?> list ? list : Arrays.asList(text.trim().split("\\s*,\\s*"));
            default -> fit(text, YamlScalar.typed(text.trim()));
        };
    }
}
