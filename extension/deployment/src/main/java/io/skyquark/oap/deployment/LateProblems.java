// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

import java.util.List;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/**
 * Fails the build for problems of what was generated, in the words of {@link ProblemProcessor}: Quarkus generates the main class after that one, so that
 * nothing that looks at generated classes can come before it.
 */
public final class LateProblems {

    private LateProblems() {
    }

    public static void failOn(List<ProblemBuildItem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(ProblemProcessor.message(problems.stream().sorted().toList()));
        }
    }
}
