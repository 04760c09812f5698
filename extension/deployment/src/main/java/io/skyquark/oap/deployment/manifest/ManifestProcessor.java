// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkus.container.spi.ContainerImageInfoBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.builditem.GeneratedFileSystemResourceBuildItem;

/** Writes, beside what Quarkus Kubernetes writes of the server itself, what the server needs around it. */
class ManifestProcessor {

    private static final String FOLDER = "kubernetes/";

    @BuildStep
    void writeManifests(ManifestConfig config, ApplicationInfoBuildItem application, Optional<ContainerImageInfoBuildItem> image,
                        BuildProducer<GeneratedFileSystemResourceBuildItem> files) {
        if (!config.enabled()) {
            return;
        }
        var name = ConfigProvider.getConfig().getOptionalValue("quarkus.kubernetes.name", String.class).orElse(application.getName());
        var server = image.map(ContainerImageInfoBuildItem::getImage).orElse(application.getName() + ":" + application.getVersion());
        var manifests = new Manifests(config, name, server);
        write(FOLDER + "skywalking-banyandb.yml", manifests.banyandb(), files);
        write(FOLDER + "skywalking-ui.yml", manifests.ui(), files);
        write(FOLDER + "skywalking-init.yml", manifests.init(), files);
        write(FOLDER + "skywalking-autoscaler.yml", manifests.autoscaler(), files);
        write("docker-compose/docker-compose.yml", manifests.compose(), files);
    }

    private static void write(String name, String content, BuildProducer<GeneratedFileSystemResourceBuildItem> files) {
        files.produce(new GeneratedFileSystemResourceBuildItem(name, content.getBytes(StandardCharsets.UTF_8)));
    }
}
