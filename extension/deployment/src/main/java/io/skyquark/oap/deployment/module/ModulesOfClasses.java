// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jboss.jandex.DotName;

import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.skyquark.oap.deployment.scan.MessageArchivesBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;

/** Which module upstream's classes belong to: the one whose providers are in the same artifact. */
public final class ModulesOfClasses {

    private final ApplicationArchivesBuildItem archives;
    private final MessageArchivesBuildItem messages;
    private final Map<String, String> modules = new HashMap<>();

    public ModulesOfClasses(ApplicationArchivesBuildItem archives, MessageArchivesBuildItem messages, List<OapModuleBuildItem> items) {
        this.archives = archives;
        this.messages = messages;
        for (var item : items) {
            modules.merge(groupAndArtifact(item.artifact()), item.module(), (one, other) -> one.equals(other) ? one : "");
        }
    }

    /** The module of a class; an empty string where the artifact holds providers of several, {@code null} where it holds none. */
    public String of(DotName type) {
        var ofMessages = messages.artifactOf(type.toString());
        if (ofMessages != null) {
            return ofArtifact(ofMessages);
        }
        var archive = archives.containingArchive(type);
        return archive == null || archive.getKey() == null ? null : ofArtifact(archive.getKey().getGroupId() + ":" + archive.getKey().getArtifactId());
    }

    /** The same for {@code group:artifact}. */
    public String ofArtifact(String groupAndArtifact) {
        return modules.get(groupAndArtifact);
    }

    private static String groupAndArtifact(String coordinates) {
        int version = coordinates.indexOf(':', coordinates.indexOf(':') + 1);
        return version < 0 ? coordinates : coordinates.substring(0, version);
    }
}
