// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.graalvm.nativeimage.RuntimeOptions;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Gives back what only the start of a native server needed: its garbage, and the pages of code and constants that were read. Those count as resident until
 * memory runs short; they stay in the page cache of the kernel, and what runs again maps its pages again. A bean of native servers only.
 */
@ApplicationScoped
public class StartPages {

    private static final Logger LOG = Logger.getLogger(StartPages.class);
    /** Long enough for the first round of every timer and for agents that come back. */
    private static final long AFTER_MILLIS = 10_000;
    /** Runtime option of a native image: the most that the young generation may be, in percent of the largest heap. */
    private static final String YOUNG_GENERATION = "MaximumYoungGenerationSizePercent";
    private static final int YOUNG_GENERATION_UNDER_LOAD = 1;
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final Path EXECUTABLE = Path.of("/proc/self/exe");
    /** Of a mapping: first and last address, permissions, and the file behind offset, device and inode. Format: proc(5). */
    private static final Pattern HEADER = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) \\S+ \\S+ \\d+\\s*(.*)");
    private static final Pattern OWN_PAGES = Pattern.compile("Anonymous:\\s+(\\d+) kB");

    /** @param end the address after the last */
    record Mapping(long start, long end) {
    }

    void releaseLater(@Observes StartupEvent started, Vertx vertx) {
        if (Files.isReadable(MAPPINGS)) {
            vertx.setTimer(AFTER_MILLIS, timer -> vertx.executeBlocking(() -> {
                release();
                return null;
            }, false).onFailure(problem -> LOG.warn("Pages that only the start needed stay resident", problem)));
        }
    }

    private static void release() throws IOException {
        collect();
        var executable = EXECUTABLE.toRealPath().toString();
        List<Mapping> mappings;
        try (var lines = Files.lines(MAPPINGS)) {
            mappings = unchanged(lines, executable);
        }
        for (var mapping : mappings) {
            if (LibC.madvise(WordFactory.pointer(mapping.start()), WordFactory.unsigned(mapping.end() - mapping.start()), LibC.DONT_NEED) != 0) {
                LOG.debugf("The kernel keeps the pages at %x", mapping.start());
            }
        }
    }

    /**
     * The young generation begins so large that a start needs no collection: what it makes stays, and would be copied for nothing. Afterwards it begins again at
     * its smallest size, so that the collected memory is given back, and grows when collections take more than a twentieth of the time. Of the options that
     * bound it this one can be set in a running process; a bound from the command line is left alone.
     */
    private static void collect() {
        if (RuntimeOptions.<Long>get("MaxNewSize") != 0) {
            System.gc();
            return;
        }
        RuntimeOptions.set(YOUNG_GENERATION, 0);
        System.gc();
        RuntimeOptions.set(YOUNG_GENERATION, YOUNG_GENERATION_UNDER_LOAD);
    }

    /** The mappings of a file that are read only and have no page of the process's own, so that nothing is lost with their pages. */
    static List<Mapping> unchanged(Stream<String> smaps, String file) {
        var found = new ArrayList<Mapping>();
        Mapping current = null;
        for (var line : (Iterable<String>) smaps::iterator) {
            Matcher header = HEADER.matcher(line);
            Matcher ownPages = OWN_PAGES.matcher(line);
            if (header.matches()) {
                boolean candidate = header.group(4).equals(file) && header.group(3).startsWith("r-");
                current = candidate ? new Mapping(Long.parseUnsignedLong(header.group(1), 16), Long.parseUnsignedLong(header.group(2), 16)) : null;
            } else if (current != null && ownPages.matches() && ownPages.group(1).equals("0")) {
                found.add(current);
            }
        }
        return found;
    }

    private static final class LibC {

        /** {@code MADV_DONTNEED} of Linux. */
        static final int DONT_NEED = 4;

        @CFunction(transition = CFunction.Transition.NO_TRANSITION)
        static native int madvise(PointerBase address, UnsignedWord length, int advice);
    }
}
