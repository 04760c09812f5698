// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.List;

/** Where rule files lie: the folder says what kind of rules a file holds, as in upstream's configuration folder. */
public final class RuleFolders {

    static final String HIERARCHY = "hierarchy-definition.yml";
    static final String LAL = "lal/";

    private static final List<String> MAL = List.of("otel-rules/", "meter-analyzer-config/", "envoy-metrics-rules/", "log-mal-rules/", "telegraf-rules/",
        "zabbix-rules/");

    private RuleFolders() {
    }

    /** Whether a file of the catalog is a rule file of MAL, LAL or the hierarchy. */
    public static boolean isRuleFile(String file) {
        return file.equals(HIERARCHY)
            || (file.endsWith(".yaml") || file.endsWith(".yml")) && (file.startsWith(LAL) || MAL.stream().anyMatch(file::startsWith));
    }
}
