// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

import java.util.List;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/** Fails the build once, with every problem that any check found. */
class ProblemProcessor {

    /** Produces nothing; the declared item makes the step part of every build. */
    @BuildStep
    void failOnProblems(List<ProblemBuildItem> problems, BuildProducer<ServiceStartBuildItem> none) {
        if (problems.isEmpty()) {
            return;
        }
        throw new ConfigurationException(message(problems.stream().distinct().sorted().toList()));
    }

    static String message(List<ProblemBuildItem> problems) {
        var text = new StringBuilder("Found problems in the SkyWalking rules and hooks (" + problems.size() + "):");
        for (int i = 0; i < problems.size(); i++) {
            text.append("\n\t[").append(i + 1).append("] ").append(problems.get(i).describe());
        }
        return text.toString();
    }
}
