// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.scan;

import java.util.List;

import io.quarkus.builder.item.SimpleBuildItem;

/** What the archives of messages have beside messages; these archives are not indexed as a whole. */
public final class MessageArchivesBuildItem extends SimpleBuildItem {

    private final List<String> otherClasses;

    MessageArchivesBuildItem(List<String> otherClasses) {
        this.otherClasses = List.copyOf(otherClasses);
    }

    /** Names, with dots, of gRPC stubs and of code written by people. */
    public List<String> otherClasses() {
        return otherClasses;
    }
}
