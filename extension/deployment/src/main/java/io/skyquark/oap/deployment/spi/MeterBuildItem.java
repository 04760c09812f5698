// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;

/** A metric that a MAL rule defines. Produced by {@code RuleProcessor}, consumed by the inventory and by the native metadata. */
public final class MeterBuildItem extends MultiBuildItem {

    private final String file;
    private final String metric;
    private final String function;
    private final String scope;
    private final String className;

    /**
     * @param file rule file that defines it
     * @param metric full name
     * @param function name of the meter function
     * @param scope name of the {@code ScopeType}
     * @param className of the class that was generated for it
     */
    public MeterBuildItem(String file, String metric, String function, String scope, String className) {
        this.file = file;
        this.metric = metric;
        this.function = function;
        this.scope = scope;
        this.className = className;
    }

    public String className() {
        return className;
    }

    public String describe() {
        return file + " " + metric + ", " + function + " of " + scope;
    }
}
