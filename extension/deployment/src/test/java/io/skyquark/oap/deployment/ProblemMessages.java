// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

import java.util.List;

import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/** The text with which a build fails, for tests of the checks. */
public final class ProblemMessages {

    private ProblemMessages() {
    }

    public static String of(List<ProblemBuildItem> problems) {
        return ProblemProcessor.message(problems.stream().sorted().toList());
    }
}
