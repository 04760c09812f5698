// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.util.List;

import io.quarkus.builder.item.SimpleBuildItem;
import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.oal.exchange.OalDefinition;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;

/** The isolated engine of this augmentation, opened when it is first asked; between the steps of {@link OalProcessor}. */
final class OalIsolationBuildItem extends SimpleBuildItem {

    private final IsolatedClassPath classPath;
    private final OalScan scan;
    private OalIsolation isolation;

    OalIsolationBuildItem(IsolatedClassPath classPath, OalScan scan) {
        this.classPath = classPath;
        this.scan = scan;
    }

    /** Changes with everything but the scripts that the generated classes depend on. */
    String fingerprint() {
        return classPath.fingerprint() + extraColumns();
    }

    boolean extraColumns() {
        return scan.extraColumns();
    }

    List<String> streams() {
        return scan.streams();
    }

    synchronized List<OalDefinition> definitions() {
        return isolation().definitions();
    }

    synchronized OalOutput compile(OalDefinition definition, String text, OalOutput earlier) {
        return isolation().compile(definition, text, earlier);
    }

    /**
     * The last use in this augmentation.
     *
     * @param keep whether another augmentation may follow in this JVM
     */
    synchronized void release(boolean keep) {
        if (isolation == null) {
            return;
        }
        if (keep) {
            isolation.keep();
        } else {
            isolation.discard();
        }
        isolation = null;
    }

    private OalIsolation isolation() {
        if (isolation == null) {
            isolation = OalIsolation.open(classPath, scan);
        }
        return isolation;
    }
}
