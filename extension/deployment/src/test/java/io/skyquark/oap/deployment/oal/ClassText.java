// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** A class file in words: names, super class, fields, annotations and instructions, whatever its constant pool looks like. */
final class ClassText {

    private ClassText() {
    }

    static String of(byte[] classFile) {
        var text = new StringWriter();
        new ClassReader(classFile).accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), ClassReader.SKIP_DEBUG);
        return text.toString();
    }
}
