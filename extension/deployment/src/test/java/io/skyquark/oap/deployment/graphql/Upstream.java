// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.ZipFile;

import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;

import io.skyquark.oap.deployment.graphql.ProtocolFiles.ProtocolFile;

/** Upstream's protocol and classes as the test class path has them. */
final class Upstream {

    private static Index index;

    private Upstream() {
    }

    static List<ProtocolFile> files() {
        return ProtocolFiles.read(Upstream.class.getClassLoader());
    }

    /** The protocol of a server without on-demand pod logs, as upstream's defaults have it. */
    static Sdl defaultProtocol() {
        return Sdl.parse(files().stream().filter(file -> !file.onDemand()).toList());
    }

    static JavaTypes types() {
        return new JavaTypes(index());
    }

    private static synchronized Index index() {
        if (index == null) {
            var indexer = new Indexer();
            for (var entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
                if (entry.replace('\\', '/').contains("/org/apache/skywalking/")) {
                    add(indexer, entry);
                }
            }
            index = indexer.complete();
        }
        return index;
    }

    private static void add(Indexer indexer, String jar) {
        try (var zip = new ZipFile(jar)) {
            for (var entry : zip.stream().filter(file -> file.getName().endsWith(".class")).toList()) {
                try (var in = zip.getInputStream(entry)) {
                    indexer.index(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot index " + jar, e);
        }
    }
}
