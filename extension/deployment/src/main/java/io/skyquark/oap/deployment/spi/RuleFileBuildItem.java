// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;

/** A MAL, LAL or hierarchy file of the catalog. Produced and compiled by {@code RuleProcessor}. */
public final class RuleFileBuildItem extends MultiBuildItem implements Comparable<RuleFileBuildItem> {

    private final String file;
    private final String text;

    /** @param file name relative to the catalog folder, for example {@code otel-rules/vm.yaml} */
    public RuleFileBuildItem(String file, String text) {
        this.file = file;
        this.text = text;
    }

    public String file() {
        return file;
    }

    public String text() {
        return text;
    }

    @Override
    public int compareTo(RuleFileBuildItem other) {
        return file.compareTo(other.file);
    }
}
