// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.skyquark.oap.deployment.rule.exchange.CompiledClass;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.exchange.Meter;
import io.skyquark.oap.deployment.rule.exchange.Position;

/**
 * What flawless rule files compiled to, on disk under the hash of their text: dev reloads, test profiles and repeated builds compile changed files only. One
 * version a file is kept.
 */
final class RuleCache {

    private static final Logger LOG = Logger.getLogger(RuleCache.class);

    private final Path folder;
    private final String fingerprint;

    /** @param fingerprint of everything besides the text that the output depends on */
    RuleCache(Path folder, String fingerprint) {
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    Optional<CompiledFile> read(String file, String text) {
        var kept = folder.resolve(name(file));
        if (!Files.isRegularFile(kept)) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(kept)))) {
            return in.readUTF().equals(hash(text)) ? Optional.of(readFile(file, in)) : Optional.empty();
        } catch (IOException e) {
            LOG.debugf(e, "Ignoring %s", kept);
            return Optional.empty();
        }
    }

    /** A cache that cannot be written costs time, nothing else. */
    void write(String text, CompiledFile compiled) {
        try {
            Files.createDirectories(folder);
            var draft = Files.createTempFile(folder, "draft", ".tmp");
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
                out.writeUTF(hash(text));
                writeFile(compiled, out);
            }
            Files.move(draft, folder.resolve(name(compiled.file())), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warnf("Cannot keep the compiled %s below %s: %s", compiled.file(), folder, e);
        }
    }

    private static String name(String file) {
        return file.replace("_", "__").replace('/', '_');
    }

    private String hash(String text) {
        var digest = sha256();
        digest.update(fingerprint.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static CompiledFile readFile(String file, DataInputStream in) throws IOException {
        var className = in.readBoolean() ? in.readUTF() : null;
        int rules = in.readInt();
        List<CompiledClass> classes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            classes.add(new CompiledClass(in.readUTF(), in.readNBytes(in.readInt())));
        }
        List<Meter> meters = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            meters.add(new Meter(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), new Position(in.readInt(), in.readInt())));
        }
        return new CompiledFile(file, className, classes, rules, meters, List.of());
    }

    private static void writeFile(CompiledFile compiled, DataOutputStream out) throws IOException {
        out.writeBoolean(compiled.className() != null);
        if (compiled.className() != null) {
            out.writeUTF(compiled.className());
        }
        out.writeInt(compiled.rules());
        out.writeInt(compiled.classes().size());
        for (var generated : compiled.classes()) {
            out.writeUTF(generated.name());
            out.writeInt(generated.bytes().length);
            out.write(generated.bytes());
        }
        out.writeInt(compiled.meters().size());
        for (var meter : compiled.meters()) {
            for (var text : List.of(meter.rule(), meter.metric(), meter.function(), meter.scope())) {
                out.writeUTF(text);
            }
            out.writeInt(meter.at().line());
            out.writeInt(meter.at().column());
        }
    }
}
