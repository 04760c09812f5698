// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.skyquark.oap.runtime.config.ConfigurationSchema.Module;
import io.skyquark.oap.runtime.config.ConfigurationSchema.Provider;

class RecordedConfigurationTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        var keys = new LinkedHashMap<String, KeyType>();
        keys.put("a", KeyType.TEXT);
        keys.put("properties", KeyType.BLOCK);
        var schema = new ConfigurationSchema(new LinkedHashMap<>(Map.of("m", new Module("m", new LinkedHashMap<>(Map.of(
            "p", new Provider("p", "tab\there, back\\slash", List.of("x", "y"), keys)))))));
        var file = ConfigurationFileReader.read("a.yml", """
            m:
              selector: ${A:p}
              p:
                a: "line\\nend\\ttab\\\\"
                properties:
                  one: 1
                  two: ""
              q:
            n:
              only:
                key: value
            """).file();
        var recorded = new RecordedConfiguration(schema, file);
        assertThat(RecordedConfiguration.find(loader(recorded.write()))).isEqualTo(recorded);
    }

    @Test
    void anApplicationWithoutTheExtensionHasNone() {
        assertThat(RecordedConfiguration.find(new ClassLoader(null) {
        })).isNull();
    }

    private static ClassLoader loader(byte[] content) {
        return new ClassLoader(null) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return name.equals(RecordedConfiguration.RESOURCE) ? new ByteArrayInputStream(content) : null;
            }
        };
    }
}
