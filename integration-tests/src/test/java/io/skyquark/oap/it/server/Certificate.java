// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;

/**
 * A certificate for this machine's loopback addresses that nobody has signed.
 *
 * @param chain file in PEM
 * @param key file in PEM, PKCS #8
 */
public record Certificate(Path chain, Path key) {

    private static final String PASSWORD = "certificate";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    public static Certificate create(Path directory) {
        var store = directory.resolve("certificate.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        try {
            int code = new ProcessBuilder(keytool, "-genkeypair", "-keyalg", "RSA", "-alias", "server", "-dname", "CN=localhost",
                "-ext", "SAN=ip:127.0.0.1,ip:127.0.0.2,dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
                .redirectErrorStream(true).redirectOutput(directory.resolve("keytool.log").toFile()).start().waitFor();
            if (code != 0) {
                throw new AssertionError("keytool failed: " + Files.readString(directory.resolve("keytool.log")));
            }
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            return new Certificate(
                write(directory.resolve("server.crt"), "CERTIFICATE", keys.getCertificate("server").getEncoded()),
                write(directory.resolve("server.key"), "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The variables of a listener for gRPC, without those of its trusted certificates. */
    public Map<String, String> environment(String prefix) {
        return Map.of(prefix + "_SSL_ENABLED", "true", prefix + "_SSL_CERT_CHAIN_PATH", chain.toString(), prefix + "_SSL_KEY_PATH", key.toString());
    }

    private static Path write(Path file, String kind, byte[] content) throws IOException {
        var text = "-----BEGIN " + kind + "-----\n" + LINES.encodeToString(content) + "\n-----END " + kind + "-----\n";
        return Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }
}
