// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.quarkus.maven.dependency.ResolvedDependency;
import io.skyquark.oap.deployment.spi.ClosedWorldExceptionBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/** What is wrong with what a server can run. */
final class ClosedWorldProblems {

    /** Groups of the libraries that upstream brings for it. Others, such as Byte Buddy, come with extensions of Quarkus that an application may have. */
    private static final Map<String, ForbiddenUse> LIBRARIES = Map.of(
        "org.javassist", ForbiddenUse.GENERATE,
        "org.freemarker", ForbiddenUse.GENERATE,
        "org.apache.groovy", ForbiddenUse.SCRIPT,
        "org.codehaus.groovy", ForbiddenUse.SCRIPT,
        "com.graphql-java-kickstart", ForbiddenUse.SCAN,
        "io.github.classgraph", ForbiddenUse.SCAN,
        "org.reflections", ForbiddenUse.SCAN);

    private ClosedWorldProblems() {
    }

    static List<ProblemBuildItem> ofLibraries(Collection<ResolvedDependency> runTimeClassPath) {
        return runTimeClassPath.stream().filter(library -> LIBRARIES.containsKey(library.getGroupId()))
            .map(library -> new ProblemBuildItem("CLOSED_WORLD_LIBRARY", library.getGroupId() + ":" + library.getArtifactId(), 0, 0,
                "a library that " + LIBRARIES.get(library.getGroupId()).what() + " is on the run-time class path",
                "exclude it from the dependency that brings it"))
            .toList();
    }

    /** What no exception covers, and the exceptions that cover nothing. */
    static List<ProblemBuildItem> of(List<ClosedWorld.Finding> findings, List<ClosedWorldExceptionBuildItem> exceptions) {
        var problems = new ArrayList<ProblemBuildItem>();
        var stale = new ArrayList<>(exceptions);
        for (var finding : findings) {
            var covering = exceptions.stream().filter(each -> each.user().equals(finding.user()) && each.used().equals(finding.usedClass())).toList();
            stale.removeAll(covering);
            if (covering.isEmpty()) {
                problems.add(new ProblemBuildItem("CLOSED_WORLD", finding.userClass(), 0, 0,
                    "run-time code " + finding.kind().what() + " with " + finding.used() + "; it is reached by " + String.join(" -> ", finding.path()),
                    "declare a hook that replaces the use, or exclude the provider that gets there"));
            }
        }
        stale.forEach(exception -> problems.add(new ProblemBuildItem("CLOSED_WORLD_EXCEPTION", exception.user(), 0, 0,
            "nothing that a server can run uses " + exception.used() + " here", "remove the exception: " + exception.reason())));
        return problems;
    }
}
