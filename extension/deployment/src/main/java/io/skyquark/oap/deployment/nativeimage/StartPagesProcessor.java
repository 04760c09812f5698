// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.skyquark.oap.runtime.nativeimage.StartPages;

/** Has a native server give back the memory that only its start needed. */
class StartPagesProcessor {

    @BuildStep(onlyIf = NativeOrNativeSourcesBuild.class)
    AdditionalBeanBuildItem releaseAfterTheStart() {
        return AdditionalBeanBuildItem.unremovableOf(StartPages.class);
    }
}
