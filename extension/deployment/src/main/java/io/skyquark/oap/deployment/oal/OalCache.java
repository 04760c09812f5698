// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.oal.exchange.OalClass;
import io.skyquark.oap.deployment.oal.exchange.OalDefinition;
import io.skyquark.oap.deployment.oal.exchange.OalDisable;
import io.skyquark.oap.deployment.oal.exchange.OalMetric;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;

/**
 * The output of each script on disk, one file a version of it, so that dev reloads, test profiles and repeated builds run the engine for changed scripts
 * only. Only flawless scripts are kept.
 */
final class OalCache {

    /** Raise it whenever a stored output would differ for the same script and jars, or the checks would. */
    private static final int VERSION = 2;
    private static final int VERSIONS_KEPT = 4;
    private static final Logger LOG = Logger.getLogger(OalCache.class);

    private final Path folder;
    private final String fingerprint;

    OalCache(Path folder, String fingerprint) {
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    Optional<OalOutput> read(OalDefinition definition, String text) {
        var file = file(definition, text);
        return Files.isRegularFile(file) ? read(file) : Optional.empty();
    }

    /** What became of the script the last time that it was compiled with the same jars. */
    OalOutput latest(OalDefinition definition) {
        try {
            var files = versions(prefix(definition));
            return files.isEmpty() ? OalOutput.NONE : read(files.get(0)).orElse(OalOutput.NONE);
        } catch (IOException e) {
            LOG.debugf(e, "Ignoring %s", folder);
            return OalOutput.NONE;
        }
    }

    private static Optional<OalOutput> read(Path file) {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return Optional.of(readOutput(in));
        } catch (IOException e) {
            LOG.debugf(e, "Ignoring %s", file);
            return Optional.empty();
        }
    }

    /** A cache that cannot be written costs time, nothing else. */
    void write(OalDefinition definition, String text, OalOutput output) {
        var file = file(definition, text);
        try {
            Files.createDirectories(folder);
            var draft = Files.createTempFile(folder, "draft", ".tmp");
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
                writeOutput(out, output);
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            removeOld(definition);
        } catch (IOException e) {
            LOG.warnf("Cannot keep the compiled %s below %s: %s", definition.script(), folder, e);
        }
    }

    private void removeOld(OalDefinition definition) throws IOException {
        var versions = versions(name(definition));
        for (var file : versions.subList(Math.min(VERSIONS_KEPT, versions.size()), versions.size())) {
            Files.deleteIfExists(file);
        }
    }

    /** The newest first. */
    private List<Path> versions(String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed()).toList();
        }
    }

    private static String name(OalDefinition definition) {
        return definition.script().replaceAll("[^A-Za-z0-9]+", "-") + "-";
    }

    /** Of all versions whose classes were made by the same jars. */
    private String prefix(OalDefinition definition) {
        return name(definition) + hash(String.valueOf(VERSION), fingerprint, definition.toString()) + "-";
    }

    private Path file(OalDefinition definition, String text) {
        return folder.resolve(prefix(definition) + hash(text));
    }

    private static String hash(String... parts) {
        var digest = IsolatedClassPath.sha256();
        for (var part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 12);
    }

    private static OalOutput readOutput(DataInputStream in) throws IOException {
        var metrics = new ArrayList<OalMetric>();
        for (int left = in.readInt(); left > 0; left--) {
            metrics.add(new OalMetric(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readInt(), in.readInt()));
        }
        var disables = new ArrayList<OalDisable>();
        for (int left = in.readInt(); left > 0; left--) {
            disables.add(new OalDisable(in.readUTF(), in.readInt(), in.readInt()));
        }
        var classes = new ArrayList<OalClass>();
        for (int left = in.readInt(); left > 0; left--) {
            var kind = OalClass.Kind.valueOf(in.readUTF());
            var name = in.readUTF();
            classes.add(new OalClass(kind, name, in.readNBytes(in.readInt())));
        }
        return new OalOutput(List.of(), metrics, disables, classes);
    }

    private static void writeOutput(DataOutputStream out, OalOutput output) throws IOException {
        out.writeInt(output.metrics().size());
        for (var metric : output.metrics()) {
            for (var text : List.of(metric.name(), metric.className(), metric.dispatcher(), metric.source(), metric.statement())) {
                out.writeUTF(text);
            }
            out.writeInt(metric.line());
            out.writeInt(metric.column());
        }
        out.writeInt(output.disables().size());
        for (var disable : output.disables()) {
            out.writeUTF(disable.name());
            out.writeInt(disable.line());
            out.writeInt(disable.column());
        }
        out.writeInt(output.classes().size());
        for (var generated : output.classes()) {
            out.writeUTF(generated.kind().name());
            out.writeUTF(generated.name());
            out.writeInt(generated.bytes().length);
            out.write(generated.bytes());
        }
    }
}
