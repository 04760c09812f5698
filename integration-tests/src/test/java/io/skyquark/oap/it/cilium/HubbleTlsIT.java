// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cilium;

import static org.awaitility.Awaitility.await;

import io.skyquark.oap.it.server.Certificate;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hubble behind TLS: both sides show certificates, and the name in the server's is not that of the node. */
class HubbleTlsIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void flowsAreReadWithAndWithoutAlpn(boolean alpn) {
        var certificate = Certificate.create(directory);
        try (var hubble = new HubbleRelay(certificate, alpn);
             var server = ServerUnderTest.launch().env(hubble.environment()).env(Map.of("SW_CILIUM_FETCHER_SSL_CONNECTION", "true",
                 "SW_CILIUM_FETCHER_CA_FILE_PATH", certificate.chain().toString(), "SW_CILIUM_FETCHER_CERT_CHAIN_FILE_PATH", certificate.chain().toString(),
                 "SW_CILIUM_FETCHER_PRIVATE_KEY_FILE_PATH", certificate.key().toString())).start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                server.process().assertAlive();
                return hubble.isWatched();
            });
        }
    }
}
