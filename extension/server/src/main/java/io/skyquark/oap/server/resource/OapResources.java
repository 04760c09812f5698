// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.resource;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.built.BuiltYaml;

/**
 * Finds the settings files that upstream reads by name: a file of the same name below {@code config/} in the working directory wins over the one that was
 * built in. The bodies of upstream's {@code ResourceUtils} delegate to the methods of the same name here, because upstream lists folders with
 * {@link File}, which neither a jar nor a native image has.
 */
public final class OapResources {

    /** Key of the class catalog under which augmentation lists every built-in file, relative to the catalog folder. */
    public static final String FILES = "catalog:files";

    private static final Path OWN = Path.of("config");

    private static Path unpacked;

    private OapResources() {
    }

    public static Reader read(String name) throws FileNotFoundException {
        var own = own(name);
        if (own == null && BuiltYaml.has(name)) {
            return new BuiltYaml.Text(name, OapResources::builtIn);
        }
        return new InputStreamReader(own != null ? own : builtIn(name), StandardCharsets.UTF_8);
    }

    public static InputStream readToStream(String name) throws FileNotFoundException {
        var own = own(name);
        return own != null ? own : builtIn(name);
    }

    /** The user's own file, or {@code null}. */
    private static InputStream own(String name) {
        var own = OWN.resolve(name);
        try {
            return Files.isRegularFile(own) ? Files.newInputStream(own) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + own, e);
        }
    }

    private static InputStream builtIn(String name) throws FileNotFoundException {
        var builtIn = loader().getResourceAsStream(OapRuntime.catalog() + "/" + name);
        if (builtIn == null) {
            throw new FileNotFoundException("file not found: " + name + " (looked for " + OWN.resolve(name) + " in the working directory and for a built-in file)");
        }
        return builtIn;
    }

    /** The files of one folder, not of the folders below it. */
    public static File[] getPathFiles(String path) throws FileNotFoundException {
        return Arrays.stream(folder(path).toFile().listFiles(File::isFile)).sorted().toArray(File[]::new);
    }

    /** @param maxDepth 0 stands for the folder's own files, 1 for those of the folders in it too, and so on */
    public static List<File> getDirectoryFilesRecursive(String path, int maxDepth) throws FileNotFoundException {
        try (var files = Files.walk(folder(path), Math.max(1, maxDepth + 1))) {
            return new ArrayList<>(files.filter(Files::isRegularFile).map(Path::toFile).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path, e);
        }
    }

    public static Path getPath(String path) {
        try {
            return folder(path);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Path folder(String path) throws FileNotFoundException {
        var own = OWN.resolve(path);
        if (Files.exists(own)) {
            return own;
        }
        var names = OapRuntime.classes().names(FILES);
        var inside = Arrays.stream(names == null ? new String[0] : names).filter(name -> name.startsWith(path + "/") || name.equals(path)).toList();
        if (inside.isEmpty()) {
            throw new FileNotFoundException("path not found: " + path);
        }
        try {
            if (unpacked == null) {
                unpacked = Files.createTempDirectory("skywalking-");
            }
            for (var name : inside) {
                var target = unpacked.resolve(name);
                if (!Files.exists(target)) {
                    Files.createDirectories(target.getParent());
                    try (var in = readToStream(name)) {
                        Files.copy(in, target);
                    }
                }
            }
            return unpacked.resolve(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + path, e);
        }
    }

    /** Removes what was unpacked for upstream's folder listings. */
    public static synchronized void close() throws IOException {
        if (unpacked == null) {
            return;
        }
        try (var files = Files.walk(unpacked)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        unpacked = null;
    }

    private static ClassLoader loader() {
        return OapRuntime.classes().getClass().getClassLoader();
    }
}
