// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkus.maven.dependency.ResolvedDependency;
import io.quarkus.maven.dependency.ResolvedDependencyBuilder;
import io.skyquark.oap.deployment.ProblemMessages;
import io.skyquark.oap.deployment.nativeimage.ClosedWorld.Finding;
import io.skyquark.oap.deployment.spi.ClosedWorldExceptionBuildItem;

/** The text with which the build fails. */
class ClosedWorldProblemsTest {

    private static final Finding FINDING = new Finding(ForbiddenUse.DISCOVER, "java.util.ServiceLoader.load", "java.util.ServiceLoader", "a.Manager",
        "a.Manager.init", List.of("a.Server.boot", "a.Manager.init"));

    @Test
    void aFindingSaysWhatItIsAndHowTheServerGetsThere() {
        assertThat(ProblemMessages.of(ClosedWorldProblems.of(List.of(FINDING), List.of()))).isEqualTo("""
            Found problems in the SkyWalking rules and hooks (1):
            \t[1] a.Manager - [CLOSED_WORLD] run-time code discovers implementations with java.util.ServiceLoader.load; it is reached by \
            a.Server.boot -> a.Manager.init (declare a hook that replaces the use, or exclude the provider that gets there)""");
    }

    @Test
    void anExceptionCoversIt() {
        var exception = new ClosedWorldExceptionBuildItem("a.Manager.init", "java.util.ServiceLoader", "of the JDK's own services");
        assertThat(ClosedWorldProblems.of(List.of(FINDING), List.of(exception))).isEmpty();
    }

    @Test
    void anExceptionThatCoversNothingIsAProblem() {
        var otherMethod = new ClosedWorldExceptionBuildItem("a.Manager.start", "java.util.ServiceLoader", "of the JDK's own services");
        var otherClass = new ClosedWorldExceptionBuildItem("a.Manager.init", "java.net.URLClassLoader", "a plugin folder");
        assertThat(ProblemMessages.of(ClosedWorldProblems.of(List.of(FINDING), List.of(otherMethod, otherClass))))
            .contains("a.Manager.start - [CLOSED_WORLD_EXCEPTION] nothing that a server can run uses java.util.ServiceLoader here "
                + "(remove the exception: of the JDK's own services)")
            .contains("a.Manager.init - [CLOSED_WORLD_EXCEPTION] nothing that a server can run uses java.net.URLClassLoader here "
                + "(remove the exception: a plugin folder)")
            .contains("a.Manager - [CLOSED_WORLD] run-time code");
    }

    @Test
    void aLibraryThatUpstreamWouldBringIsNotThere() {
        assertThat(ProblemMessages.of(ClosedWorldProblems.ofLibraries(List.of(library("org.javassist", "javassist"), library("com.google.guava", "guava")))))
            .isEqualTo("""
                Found problems in the SkyWalking rules and hooks (1):
                \t[1] org.javassist:javassist - [CLOSED_WORLD_LIBRARY] a library that generates classes is on the run-time class path \
                (exclude it from the dependency that brings it)""");
    }

    private static ResolvedDependency library(String group, String artifact) {
        return ResolvedDependencyBuilder.newInstance().setGroupId(group).setArtifactId(artifact).setVersion("1").build();
    }
}
