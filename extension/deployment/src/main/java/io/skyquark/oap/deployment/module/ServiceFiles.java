// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code META-INF/services} files of upstream's interfaces. */
final class ServiceFiles {

    static final String MODULE = "org.apache.skywalking.oap.server.library.module.ModuleDefine";
    static final String PROVIDER = "org.apache.skywalking.oap.server.library.module.ModuleProvider";

    private static final String FOLDER = "META-INF/services";
    private static final String UPSTREAM = "org.apache.skywalking.";

    /** @param coordinates {@code group:artifact:version} */
    record Artifact(String coordinates, List<Path> paths) {

        boolean isUpstream() {
            return coordinates.startsWith("org.apache.skywalking:");
        }
    }

    /** One line of a services file. */
    record Service(String type, String className, Artifact artifact) {
    }

    private ServiceFiles() {
    }

    /** In the order of the class path and of the files. */
    static List<Service> read(List<Artifact> classPath) {
        var services = new ArrayList<Service>();
        for (var artifact : classPath) {
            for (var path : artifact.paths()) {
                read(artifact, path, services);
            }
        }
        return services;
    }

    /** Whether folders, whose content may change while the process runs, have such files. */
    static boolean anyInFolders(List<Artifact> classPath) {
        var services = new ArrayList<Service>();
        classPath.forEach(artifact -> artifact.paths().stream().filter(Files::isDirectory).forEach(path -> read(artifact, path, services)));
        return !services.isEmpty();
    }

    private static void read(Artifact artifact, Path path, List<Service> services) {
        try {
            if (Files.isDirectory(path)) {
                readFolder(artifact, path.resolve(FOLDER), services);
            } else if (path.toString().endsWith(".jar")) {
                try (var jar = FileSystems.newFileSystem(path)) {
                    readFolder(artifact, jar.getPath(FOLDER), services);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static void readFolder(Artifact artifact, Path folder, List<Service> services) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var type = file.getFileName().toString();
                if (type.startsWith(UPSTREAM)) {
                    classNames(Files.readAllLines(file)).forEach(name -> services.add(new Service(type, name, artifact)));
                }
            }
        }
    }

    private static List<String> classNames(List<String> lines) {
        return lines.stream().map(line -> line.indexOf('#') < 0 ? line.trim() : line.substring(0, line.indexOf('#')).trim()).filter(line -> !line.isEmpty())
            .toList();
    }
}
