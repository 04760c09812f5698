// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The server that this project builds: the packaged JVM application, or the native executable that system property {@code oap.native} names.
 * With {@code -Doap.server=upstream} it is upstream's own, which shows what of a test is about the tested server and what about the test.
 */
public final class ServerUnderTest {

    private static final String NATIVE = System.getProperty("oap.native", "");
    private static final Path JAR = Path.of(System.getProperty("oap.jar"));
    private static final boolean UPSTREAM = "upstream".equals(System.getProperty("oap.server"));

    private ServerUnderTest() {
    }

    public static ServerLaunch launch() {
        if (UPSTREAM) {
            return UpstreamServer.launch();
        }
        if (isNative()) {
            return new ServerLaunch("oap", List.of(NATIVE), false, true);
        }
        assumeTrue(Files.exists(JAR), () -> "skipped: " + JAR.normalize() + " is not built; run mvn package first");
        return new ServerLaunch("oap", List.of(Java.command(System.getProperty("java.home")), "-jar", JAR.toString()), true, true);
    }

    public static boolean isNative() {
        return !NATIVE.isBlank();
    }

    public static boolean isUpstream() {
        return UPSTREAM;
    }
}
