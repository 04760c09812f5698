// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How much memory a server holds: the live heap of a JVM, the resident memory of a native one. */
public final class Memory {

    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private Memory() {
    }

    /** In bytes. Of a JVM it is what a full garbage collection leaves. */
    public static long of(RunningServer server) {
        try {
            long pid = server.process().pid();
            if (ServerUnderTest.isNative()) {
                return number(RESIDENT, Files.readString(Path.of("/proc", String.valueOf(pid), "status"))) * 1024;
            }
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var process = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.class_histogram").redirectErrorStream(true).start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return number(LIVE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return Long.parseLong(found.group(1));
    }
}
