// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.maven.dependency.ResolvedDependency;

/**
 * The jars of the class loaders in which upstream's code and the compilers that look into it run: the build's own does not have what live reload replaces.
 *
 * @param core OAP and its libraries, without a log implementation: OAP's log lines go to the log of the build
 * @param engine {@code oal-rt}, of which each run gets a copy of its own
 * @param fingerprint changes with every jar that the generated classes depend on
 */
public record IsolatedClassPath(List<Path> core, List<Path> engine, String fingerprint) {

    private static final String UPSTREAM = "org.apache.skywalking";
    private static final Map<String, byte[]> DIGESTS = new ConcurrentHashMap<>();
    private static final List<String> ENGINE_LIBRARIES = List.of("javassist", "freemarker", "antlr4-runtime");

    public static IsolatedClassPath of(ApplicationModel application) {
        var upstream = new ArrayList<Path>();
        var libraries = new ArrayList<Path>();
        var engine = new ArrayList<Path>();
        var digest = sha256();
        for (ResolvedDependency dependency : application.getDependencies()) {
            var artifact = dependency.getArtifactId();
            boolean isUpstream = dependency.getGroupId().equals(UPSTREAM);
            // Of the build's own dependencies only the engine's.
            if (isLogging(dependency) || !dependency.isRuntimeCp() && !isUpstream && !ENGINE_LIBRARIES.contains(artifact)) {
                continue;
            }
            // In front: a class loader opens its jars in order until it finds the class.
            var target = artifact.equals("oal-rt") ? engine : isUpstream || ENGINE_LIBRARIES.contains(artifact) ? upstream : libraries;
            dependency.getResolvedPaths().forEach(target::add);
            if (target != libraries) {
                digest.update(dependency.toCompactCoords().getBytes());
                dependency.getResolvedPaths().forEach(path -> update(digest, path));
            }
        }
        upstream.addAll(libraries);
        return new IsolatedClassPath(List.copyOf(upstream), List.copyOf(engine), HexFormat.of().formatHex(digest.digest()));
    }

    private static boolean isLogging(ResolvedDependency dependency) {
        return dependency.getGroupId().equals("org.slf4j") || dependency.getGroupId().equals("org.apache.logging.log4j")
            || dependency.getGroupId().equals("org.jboss.logmanager");
    }

    private static void update(MessageDigest digest, Path jar) {
        if (Files.isDirectory(jar)) {
            return;
        }
        try {
            // A dev reload asks again for the same jars.
            var version = jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
            var known = DIGESTS.get(version);
            if (known == null) {
                known = sha256().digest(Files.readAllBytes(jar));
                DIGESTS.put(version, known);
            }
            digest.update(known);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
