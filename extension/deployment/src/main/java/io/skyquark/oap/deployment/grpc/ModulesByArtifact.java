// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.skyquark.oap.deployment.spi.OapModuleBuildItem;

/** Which module the classes of an artifact belong to: the one whose providers it holds. */
final class ModulesByArtifact {

    private final Map<String, String> modules = new HashMap<>();

    ModulesByArtifact(List<OapModuleBuildItem> items) {
        for (var item : items) {
            modules.merge(groupAndArtifact(item.artifact()), item.module(), (one, other) -> one.equals(other) ? one : "");
        }
    }

    /** The module of {@code group:artifact}; an empty string where the artifact holds providers of several, {@code null} where it holds none. */
    String of(String groupAndArtifact) {
        return modules.get(groupAndArtifact);
    }

    private static String groupAndArtifact(String coordinates) {
        int version = coordinates.indexOf(':', coordinates.indexOf(':') + 1);
        return version < 0 ? coordinates : coordinates.substring(0, version);
    }
}
