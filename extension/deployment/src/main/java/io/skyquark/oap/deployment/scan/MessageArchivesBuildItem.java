// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.scan;

import java.util.Collection;
import java.util.Map;

import io.quarkus.builder.item.SimpleBuildItem;

/** What the archives of messages have beside messages; these archives are not indexed as a whole. */
public final class MessageArchivesBuildItem extends SimpleBuildItem {

    private final Map<String, String> artifacts;

    /** @param artifacts class name, with dots, to {@code group:artifact} */
    MessageArchivesBuildItem(Map<String, String> artifacts) {
        this.artifacts = Map.copyOf(artifacts);
    }

    /** Names, with dots, of gRPC stubs and of code written by people. */
    public Collection<String> otherClasses() {
        return artifacts.keySet();
    }

    /** {@code group:artifact} of one of these classes, {@code null} for others. */
    public String artifactOf(String otherClass) {
        return artifacts.get(otherClass);
    }
}
