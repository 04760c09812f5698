// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.List;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;

/**
 * The protobuf messages that are read or written by descriptors: as JSON, as a text, by log rules. Quarkus' gRPC extension would register every method of every
 * message in the index, which were a fifth of all code in the image; the archives of messages are not indexed, see {@code MessageArchives}.
 */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
class MessageProcessor {

    private static final List<String> FEATURES = List.of("com.google.protobuf.DescriptorProtos$FeatureSet",
        "com.google.protobuf.JavaFeaturesProto$JavaFeatures");

    @BuildStep
    void readByDescriptors(CombinedIndexBuildItem combined, BuildProducer<ReflectionBuildItem> reflection) {
        var messages = new MessageClasses(Thread.currentThread().getContextClassLoader());
        FEATURES.forEach(features -> reflection.produce(new ReflectionBuildItem(messages.withContent(List.of(features)), ReflectionBuildItem.Access.ACCESSORS,
            "Protobuf reads the features of a descriptor by descriptors")));
        new MessageUses(messages).find(UpstreamBytecode.read(combined.getIndex())).forEach((message, user) ->
            reflection.produce(new ReflectionBuildItem(messages.withContent(List.of(message)), ReflectionBuildItem.Access.ACCESSORS,
                "a protobuf message that is read or written by descriptors in " + user)));
    }
}
