// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Upstream's own server, from its jars on Maven Central. Needs the configuration folder of the upstream release, which is not part of this
 * project, and a JDK on which that release runs.
 */
public final class UpstreamServer {

    private static final Path CONFIG = Path.of(System.getProperty("upstream.config"));
    private static final Path CLASS_PATH = Path.of(System.getProperty("upstream.classpath"));
    /** The newest JDK for which upstream's Groovy can generate classes. */
    private static final int NEWEST_JDK = 21;

    private UpstreamServer() {
    }

    public static ServerLaunch launch() {
        assumeConfig();
        assumeTrue(Files.exists(CLASS_PATH), () -> "skipped: upstream's class path is not resolved: " + CLASS_PATH);
        try {
            var classPath = CONFIG.toRealPath() + File.pathSeparator + Files.readString(CLASS_PATH).strip();
            return new ServerLaunch("upstream", List.of(Java.commandUpTo(NEWEST_JDK, "upstream's server"), "-Xmx2g", "-cp", classPath,
                "org.apache.skywalking.oap.server.starter.OAPServerStartUp"), true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file in upstream's configuration folder; without the folder the test is skipped. */
    public static String configFile(String name) {
        assumeConfig();
        try {
            return Files.readString(CONFIG.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assumeConfig() {
        assumeTrue(Files.isDirectory(CONFIG), () -> "skipped: upstream's configuration folder is not there: " + CONFIG.normalize());
    }
}
