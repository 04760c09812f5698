// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;

import org.objectweb.asm.ClassVisitor;

import io.quarkus.builder.item.MultiBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.skyquark.oap.deployment.hook.SiteCounter;

/**
 * One declared intervention into one upstream class. Mechanism processors produce it (see {@code Hooks} for the ready-made kinds);
 * {@code TransformProcessor} checks that it matches exactly {@link #sites()} places in the class file and turns it into a
 * {@code BytecodeTransformerBuildItem}; the inventory lists it with its reason.
 */
public final class UpstreamHookBuildItem extends MultiBuildItem {

    private final String className;
    private final String description;
    private final int sites;
    private final String reason;
    private final BiFunction<ClassVisitor, SiteCounter, ClassVisitor> visitor;
    private final Set<LaunchMode> modes;

    /**
     * @param className the upstream class that is transformed
     * @param description what is done, for example {@code com.google.common.reflect.ClassPath -> io.skyquark...OapClassPath}
     * @param sites how many places the visitor must count in the unmodified class
     * @param reason why, one sentence
     * @param visitor wraps the downstream visitor and counts every place that it changes
     */
    public UpstreamHookBuildItem(String className, String description, int sites, String reason,
                                 BiFunction<ClassVisitor, SiteCounter, ClassVisitor> visitor) {
        this(className, description, sites, reason, visitor, EnumSet.allOf(LaunchMode.class));
    }

    private UpstreamHookBuildItem(String className, String description, int sites, String reason, BiFunction<ClassVisitor, SiteCounter, ClassVisitor> visitor,
                                  Set<LaunchMode> modes) {
        this.className = className;
        this.description = description;
        this.sites = sites;
        this.reason = reason;
        this.visitor = visitor;
        this.modes = modes;
    }

    /** The same hook, which every build proves and lists, but only development applies. */
    public UpstreamHookBuildItem inDevelopment() {
        return new UpstreamHookBuildItem(className, description, sites, reason, visitor, EnumSet.of(LaunchMode.DEVELOPMENT));
    }

    /** The same hook, which every build proves and lists, but development does not apply. */
    public UpstreamHookBuildItem outsideDevelopment() {
        return new UpstreamHookBuildItem(className, description, sites, reason, visitor, EnumSet.complementOf(EnumSet.of(LaunchMode.DEVELOPMENT)));
    }

    public boolean appliesIn(LaunchMode mode) {
        return modes.contains(mode);
    }

    public String className() {
        return className;
    }

    public String description() {
        return description;
    }

    public int sites() {
        return sites;
    }

    public String reason() {
        return reason;
    }

    public BiFunction<ClassVisitor, SiteCounter, ClassVisitor> visitor() {
        return visitor;
    }
}
