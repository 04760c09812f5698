// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import static org.objectweb.asm.Opcodes.ASM9;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/**
 * Upstream's protocol files. Their list and order are read from the provider's own code, since the order decides the order of the fields that a client
 * sees.
 */
final class ProtocolFiles {

    /** The provider of upstream that is replaced; names its protocol files one by one while it prepares. */
    static final String PROVIDER = "org.apache.skywalking.oap.query.graphql.GraphQLQueryProvider";

    /** Files that upstream adds only when a setting asks for them. */
    private static final Set<String> ON_DEMAND = Set.of("query-protocol/ondemand-pod-log.graphqls");

    private static final String SUFFIX = ".graphqls";

    /**
     * @param name the class-path name
     * @param onDemand whether the protocol has the file only where on-demand pod logs are switched on
     */
    record ProtocolFile(String name, String text, boolean onDemand) {
    }

    private ProtocolFiles() {
    }

    /** The files in upstream's order, or an empty list where the provider or one of its files is not on the class path. */
    static List<ProtocolFile> read(ClassLoader loader) {
        var provider = bytes(loader, PROVIDER.replace('.', '/') + ".class");
        if (provider == null) {
            return List.of();
        }
        List<ProtocolFile> files = new ArrayList<>();
        for (var name : names(provider)) {
            var text = bytes(loader, name);
            if (text == null) {
                return List.of();
            }
            files.add(new ProtocolFile(name, new String(text, StandardCharsets.UTF_8), ON_DEMAND.contains(name)));
        }
        return files;
    }

    private static List<String> names(byte[] provider) {
        List<String> names = new ArrayList<>();
        new ClassReader(provider).accept(new ClassVisitor(ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(ASM9) {
                    @Override
                    public void visitLdcInsn(Object value) {
                        if (value instanceof String text && text.endsWith(SUFFIX)) {
                            names.add(text);
                        }
                    }
                };
            }
        }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return names;
    }

    private static byte[] bytes(ClassLoader loader, String resource) {
        try (var in = loader.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
