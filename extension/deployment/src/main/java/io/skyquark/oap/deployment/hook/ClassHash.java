// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.hook;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.TraceClassVisitor;

/** What a class does, as a short hash: independent of line numbers and the order of the constant pool. */
final class ClassHash {

    private static final int BYTES = 8;

    private ClassHash() {
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the disassembled class. */
    static String of(byte[] classFile) {
        var text = new StringWriter();
        new ClassReader(classFile).accept(new TraceClassVisitor(new PrintWriter(text)), ClassReader.SKIP_DEBUG);
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
