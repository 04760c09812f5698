// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;

/** A fresh self-signed certificate for the servers' addresses, and its key, as PEM files. */
record Certificate(Path chain, Path key) {

    private static final String PASSWORD = "changeit";

    static Certificate in(Path folder) throws Exception {
        var store = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        assertThat(new ProcessBuilder(keytool, "-genkeypair", "-alias", "oap", "-keyalg", "RSA", "-dname", "CN=oap", "-ext", "san=ip:127.0.0.1,ip:127.0.0.2",
            "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD).inheritIO().start().waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return new Certificate(pem(folder.resolve("oap.crt"), "CERTIFICATE", keys.getCertificate("oap").getEncoded()),
            pem(folder.resolve("oap.pem"), "PRIVATE KEY", keys.getKey("oap", PASSWORD.toCharArray()).getEncoded()));
    }

    /** Servers with this certificate accept each other, and nobody without TLS. */
    Map<String, String> environment() {
        return Map.of("SW_CORE_GRPC_SSL_ENABLED", "true", "SW_CORE_GRPC_SSL_CERT_CHAIN_PATH", chain.toString(), "SW_CORE_GRPC_SSL_KEY_PATH", key.toString(),
            "SW_CORE_GRPC_SSL_TRUSTED_CA_PATH", chain.toString());
    }

    private static Path pem(Path file, String type, byte[] der) throws Exception {
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n");
    }
}
