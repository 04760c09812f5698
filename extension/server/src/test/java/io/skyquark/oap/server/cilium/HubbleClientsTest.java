// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.cilium;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.skywalking.oap.server.fetcher.cilium.CiliumFetcherConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubbleClientsTest {

    @ParameterizedTest
    @CsvSource({
        "hubble.crt, hubble.key, , sslCaFile must name files",
        "hubble.crt, '', ca.crt, sslConnection of cilium-fetcher is true",
        "hubble.crt, hubble.key, ca.crt, cannot use the certificate hubble.crt with the key hubble.key and the authorities ca.crt"})
    void saysWhichFilesItCannotUse(String chain, String key, String authorities, String message) {
        var config = new CiliumFetcherConfig() {
            @Override
            public boolean isSslConnection() {
                return true;
            }

            @Override
            public String getSslCertChainFile() {
                return chain;
            }

            @Override
            public String getSslPrivateKeyFile() {
                return key;
            }

            @Override
            public String getSslCaFile() {
                return authorities;
            }
        };
        assertThatThrownBy(() -> new HubbleClients(config)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
