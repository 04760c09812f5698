// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** A fresh self-signed certificate for localhost and its key, as PEM files. */
public record Certificates(Path certificate, Path key) {

    private static final String PASSWORD = "changeit";

    public static Certificates in(Path folder) throws Exception {
        var store = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int exit = new ProcessBuilder(keytool, "-genkeypair", "-alias", "oap", "-keyalg", "RSA", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
            "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("keytool ends with " + exit);
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return new Certificates(
            pem(folder.resolve("server.crt"), "CERTIFICATE", keys.getCertificate("oap").getEncoded()),
            pem(folder.resolve("server.pem"), "PRIVATE KEY", keys.getKey("oap", PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path pem(Path file, String type, byte[] der) throws Exception {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }
}
