// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import java.util.List;

import io.quarkus.builder.item.MultiBuildItem;
import io.skyquark.oap.runtime.config.KeyType;

/**
 * One provider of one module, and what became of it. Produced by {@code ModuleWiringProcessor}, consumed by the generator of the module catalog, by the
 * configuration and by the inventory.
 */
public final class OapModuleBuildItem extends MultiBuildItem {

    /** Whether the provider can be selected. */
    public enum Status {
        BUILT_IN,
        /** The application has to add something first; the reason says what. */
        AVAILABLE,
        LEFT_OUT
    }

    /**
     * A field of the provider's configuration class that a key of {@code application.yml} sets.
     *
     * @param owner the class that declares the field
     * @param descriptor the field's type, for example {@code I} or {@code Ljava/lang/String;}
     * @param open whether the field is public and assignable as upstream has it
     */
    public record Key(String name, String owner, String descriptor, KeyType type, boolean open) {
    }

    /**
     * What the provider says of itself; asked of an instance at augmentation.
     *
     * @param moduleClass the module's {@code ModuleDefine}
     * @param providerClass the class that is created: upstream's, or ours in its place
     * @param configClass the class of its configuration, or {@code null}
     * @param requires modules that must be on with it, declared or known
     * @param services the service interfaces of its module
     */
    public record Wiring(String moduleClass, String providerClass, String configClass, List<String> requires, List<String> services, List<Key> keys) {
    }

    private final String module;
    private final String provider;
    private final String artifact;
    private final Status status;
    private final String reason;
    private final Wiring wiring;

    /**
     * @param artifact coordinates of what holds the provider, or an empty string where the class path does not have it
     * @param reason why the status is not {@code BUILT_IN}, or why another class takes the provider's place, or an empty string
     * @param wiring {@code null} where the class path does not have the provider
     */
    public OapModuleBuildItem(String module, String provider, String artifact, Status status, String reason, Wiring wiring) {
        this.module = module;
        this.provider = provider;
        this.artifact = artifact;
        this.status = status;
        this.reason = reason;
        this.wiring = wiring;
    }

    public String module() {
        return module;
    }

    public String provider() {
        return provider;
    }

    public String artifact() {
        return artifact;
    }

    public Status status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public Wiring wiring() {
        return wiring;
    }
}
