// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.apache.skywalking.oap.server.library.util.PropertyPlaceholderHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text gives what upstream's own helper gives. */
class PlaceholdersTest {

    private static final Map<String, String> VALUES = Map.of(
        "SW_PORT", "12800",
        "EMPTY", "",
        "NAME", "SW_PORT",
        "NESTED", "${SW_PORT}/${NONE:else}",
        "DEEP", "${NESTED}",
        "a:b", "with a colon",
        "BRACES", "{x}",
        "SELF", "${SELF}",
        "LEFT", "${RIGHT}",
        "RIGHT", "${LEFT}");

    @ParameterizedTest
    @ValueSource(strings = {
        "plain", "", "$", "${", "${}", "}", "${:}", "${:x}", "${SW_PORT}", "${NONE}", "${NONE:}", "${NONE:default}", "${NONE:a:b:c}", "${a:b}", "${EMPTY}",
        "${EMPTY:default}", "${EMPTY}${SW_PORT}", "http://${NONE:localhost}:${SW_PORT}/", "${${NAME}}", "${NONE:${SW_PORT}}", "${NONE:${NONE2:${SW_PORT:1}}}",
        "${NESTED}", "${DEEP}", "${NONE:{}}", "${NONE:{\"a\":{\"b\":1}}}", "${BRACES}", "a ${NONE b", "${SW_PORT} ${SW_PORT}", "${NONE} then ${SW_PORT}",
        "${K8S_SERVICE_NAME_RULE:\"${pod.metadata.labels.(service.istio.io/canonical-name)}.${pod.metadata.namespace}\"}", "$${SW_PORT}", "${ SW_PORT}",
        "${NONE:}${NONE:}", "\\${SW_PORT}", "#{SW_PORT}", "${SW_JDBC_URL:jdbc:h2:mem:a;DB_CLOSE_DELAY=-1}",
    })
    void replacesAsUpstreamDoes(String text) {
        assertThat(Placeholders.replace(text, VALUES::get)).isEqualTo(upstream(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${SELF}", "${SW_PORT:${SELF}}", "${LEFT}", "x${NONE:${LEFT}}"})
    void aValueThatRefersToItselfIsAnError(String text) {
        assertThatThrownBy(() -> upstream(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Placeholders.replace(text, VALUES::get)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageEndingWith("refers to itself");
    }

    @Test
    void namesWhatRefersToItself() {
        assertThatThrownBy(() -> Placeholders.replace("${SELF}", VALUES::get)).hasMessage("placeholder ${SELF} refers to itself");
    }

    private static String upstream(String text) {
        return PropertyPlaceholderHelper.INSTANCE.replacePlaceholders(text, VALUES::get);
    }
}
