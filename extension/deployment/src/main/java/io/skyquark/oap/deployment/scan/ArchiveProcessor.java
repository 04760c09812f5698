// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.AdditionalIndexedClassesBuildItem;
import io.quarkus.deployment.builditem.ExcludeDependencyBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;

/**
 * Has upstream's archives indexed. Of archives that consist of protobuf messages for the most part only the other classes are: Quarkus' gRPC extension registers
 * every method of every indexed message for reflection, and next to none is called so.
 */
class ArchiveProcessor {

    private static final String GROUP = "org.apache.skywalking";
    private static final String ZIPKIN = "io.zipkin.zipkin2";
    /** A message has an interface that it shares with its builder. */
    private static final String OF_MESSAGES = "OrBuilder";

    /** An archive of {@link #GROUP}. */
    private record Archive(String artifactId, boolean ofMessages, List<String> otherClasses, List<String> askedFor) {
    }

    /** What an augmentation found in jars, for the reload after it: jars do not change while a process runs. */
    private record Found(List<Archive> archives) {
    }

    @BuildStep
    MessageArchivesBuildItem indexUpstream(CurateOutcomeBuildItem curated, LiveReloadBuildItem reload, BuildProducer<IndexDependencyBuildItem> whole,
                                           BuildProducer<AdditionalIndexedClassesBuildItem> classes) {
        var found = reload.getContextObject(Found.class);
        if (found == null) {
            found = new Found(curated.getApplicationModel().getRuntimeDependencies().stream()
                .filter(dependency -> dependency.getGroupId().equals(GROUP))
                .map(ArchiveProcessor::read).toList());
            reload.setContextObject(Found.class, found);
        }
        var others = new HashMap<String, String>();
        var askedFor = new ArrayList<String>();
        for (var archive : found.archives()) {
            if (archive.ofMessages()) {
                archive.otherClasses().forEach(name -> others.put(name, GROUP + ":" + archive.artifactId()));
                askedFor.addAll(archive.askedFor());
            } else {
                whole.produce(new IndexDependencyBuildItem(GROUP, archive.artifactId()));
            }
        }
        classes.produce(new AdditionalIndexedClassesBuildItem(askedFor.toArray(String[]::new)));
        return new MessageArchivesBuildItem(others);
    }

    /** Upstream shows Zipkin's own spans as they are. */
    @BuildStep
    IndexDependencyBuildItem indexZipkin() {
        return new IndexDependencyBuildItem(ZIPKIN, "zipkin");
    }

    /** These classes are indexed to be asked for, not to become beans. */
    @BuildStep
    void keepFromBeans(BuildProducer<ExcludeDependencyBuildItem> excluded) {
        excluded.produce(new ExcludeDependencyBuildItem(GROUP, null));
        excluded.produce(new ExcludeDependencyBuildItem(ZIPKIN, "zipkin"));
        excluded.produce(new ExcludeDependencyBuildItem("io.skyquark", "quarkus-skywalking-oap-server"));
    }

    private static Archive read(ResolvedDependency dependency) {
        var content = ArchiveContent.of(dependency);
        var names = content.classes();
        Set<String> messages = new HashSet<>();
        names.stream().filter(name -> name.endsWith(OF_MESSAGES)).forEach(name -> messages.add(name.substring(0, name.length() - OF_MESSAGES.length())));
        var others = names.stream().filter(name -> !isOfMessage(name, messages)).sorted().toList();
        var generated = messages.stream().map(ArchiveProcessor::packageOf).collect(Collectors.toSet());
        return new Archive(dependency.getArtifactId(), others.size() < names.size() / 2, others,
            others.stream().filter(name -> isHandlerBase(name) || !generated.contains(packageOf(name))).toList());
    }

    /**
     * Of what the protobuf compiler generates beside messages, handlers are read by the class that they extend and the one around it. Nobody asks for the rest,
     * which would be indexed again at each live reload.
     */
    private static boolean isHandlerBase(String name) {
        return name.endsWith("ImplBase") || name.endsWith("Grpc");
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** A message, its interface, or what lies in it: its builder, enumerations, parsers. */
    private static boolean isOfMessage(String name, Set<String> messages) {
        var outer = name.endsWith(OF_MESSAGES) ? name.substring(0, name.length() - OF_MESSAGES.length()) : name;
        for (int end = outer.length(); end > 0; end = outer.lastIndexOf('$', end - 1)) {
            if (messages.contains(outer.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
