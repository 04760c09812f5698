// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.List;

import io.quarkus.deployment.ApplicationArchive;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/** Native metadata follows from what augmentation knows: a file with metadata in the application or in this extension goes stale unseen. */
class MetadataFileProcessor {

    private static final String FOLDER = "META-INF/native-image";
    private static final List<String> GROUPS = List.of("io.skyquark", "org.apache.skywalking");

    @BuildStep
    void refuseFiles(ApplicationArchivesBuildItem archives, BuildProducer<ProblemBuildItem> problems) {
        check(archives.getRootArchive(), problems);
        archives.getApplicationArchives().stream().filter(archive -> archive.getKey() != null && GROUPS.contains(archive.getKey().getGroupId()))
            .forEach(archive -> check(archive, problems));
    }

    private static void check(ApplicationArchive archive, BuildProducer<ProblemBuildItem> problems) {
        archive.accept(tree -> tree.walkIfContains(FOLDER, visit -> {
            var name = visit.getRelativePath("/");
            if (name.endsWith(".json") || name.endsWith(".properties")) {
                problems.produce(new ProblemBuildItem("NATIVE_METADATA", name, 0, 0, "native metadata is derived by the build, never written by hand",
                    "produce a build item with a reason instead"));
            }
        }));
    }
}
