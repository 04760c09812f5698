// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** A watched file that is touched to have Quarkus start the application again: a step before its scan for changes cannot ask for it otherwise. */
final class RestartFile {

    private final Path file;

    RestartFile(Path file) {
        this.file = file.toAbsolutePath();
        try {
            Files.createDirectories(this.file.getParent());
            if (!Files.exists(this.file)) {
                Files.createFile(this.file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + file, e);
        }
    }

    String path() {
        return file.toString();
    }

    /** The next scan starts the application again. */
    void request() {
        try {
            // Later than before, whatever the resolution of the clock.
            var last = Files.getLastModifiedTime(file).toMillis();
            Files.setLastModifiedTime(file, FileTime.fromMillis(Math.max(System.currentTimeMillis(), last + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot touch " + file, e);
        }
    }
}
