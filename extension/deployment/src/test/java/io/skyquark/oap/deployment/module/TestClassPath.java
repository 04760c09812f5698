// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Indexer;

import io.skyquark.oap.deployment.module.ServiceFiles.Artifact;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.ProviderReplacementBuildItem;

/** The test's own class path, which has upstream's jars, in the shape that augmentation sees. */
public final class TestClassPath {

    private static final String UPSTREAM = File.separator + Path.of("org", "apache", "skywalking") + File.separator;

    private TestClassPath() {
    }

    /** Every entry that exists. */
    public static List<Path> paths() {
        var paths = new ArrayList<Path>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.exists(Path.of(entry))) {
                paths.add(Path.of(entry));
            }
        }
        return paths;
    }

    static List<Artifact> artifacts() {
        return paths().stream().map(path -> new Artifact(coordinates(path), List.of(path))).toList();
    }

    private static String coordinates(Path path) {
        return (path.toString().contains(UPSTREAM) ? "org.apache.skywalking:" : "other:") + path.getFileName();
    }

    static IndexView upstreamIndex() {
        var indexer = new Indexer();
        for (var artifact : artifacts()) {
            if (artifact.isUpstream()) {
                index(artifact.paths().get(0), indexer);
            }
        }
        return indexer.complete();
    }

    private static void index(Path path, Indexer indexer) {
        try (var jar = new JarFile(path.toFile())) {
            for (var entry : jar.stream().filter(each -> each.getName().endsWith(".class")).toList()) {
                try (var in = jar.getInputStream(entry)) {
                    indexer.index(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> concrete(IndexView index, String type) {
        var names = new TreeSet<String>();
        index.getAllKnownSubclasses(DotName.createSimple(type)).stream().filter(found -> !Modifier.isAbstract(found.flags()))
            .forEach(found -> names.add(found.name().toString()));
        return names;
    }

    /** Every module and provider of the release, as augmentation finds them. */
    public static List<OapModuleBuildItem> modules() {
        return reconcile(ProviderTable.load()).items();
    }

    /** What the real upstream release comes to with a table. */
    static ModuleReconciler reconcile(List<ProviderTable.Row> table) {
        var artifacts = artifacts();
        var index = upstreamIndex();
        try (var inspector = new ModuleInspector(paths())) {
            var query = new ProviderReplacementBuildItem("org.apache.skywalking.oap.query.graphql.GraphQLQueryProvider", StubQueryProvider.class.getName(),
                "upstream's links graphql-java-tools");
            return new ModuleReconciler(inspector, table, List.of(query))
                .reconcile(ServiceFiles.read(artifacts), concrete(index, ServiceFiles.MODULE), concrete(index, ServiceFiles.PROVIDER));
        }
    }
}
