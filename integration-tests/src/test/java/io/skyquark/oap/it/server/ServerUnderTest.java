// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The server that this project builds: the packaged JVM application, or the native executable that system property {@code oap.native} names.
 * With {@code -Doap.server=upstream} it is upstream's own, which shows what of a test is about the tested server and what about the test.
 */
public final class ServerUnderTest {

    private static final String NATIVE = System.getProperty("oap.native", "");
    private static final Path JAR = Path.of(System.getProperty("oap.jar", ""));
    private static final boolean UPSTREAM = "upstream".equals(System.getProperty("oap.server"));

    private static final Pattern NULL_DETAILS = Pattern.compile(
        "(NullPointerException: )?Cannot [a-z]+ .*? because .*? is null|(?<=fetching data \\(/\\w{1,50}\\) : )null$");

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

    /**
     * A text of HotSpot's as the tested server says it: natively a {@code NullPointerException} does not tell what was null. Nor does HotSpot always, so that an
     * exception's message that is missing reads like one that is not.
     */
    public static String asTold(String text) {
        return isNative() ? NULL_DETAILS.matcher(text).replaceAll("NullPointerException") : text;
    }

    public static boolean isUpstream() {
        return UPSTREAM;
    }
}
