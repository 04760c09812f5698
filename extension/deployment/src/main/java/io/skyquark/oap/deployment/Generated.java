// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

/** Names of the classes that augmentation generates and recorders create by name. */
public final class Generated {

    public static final String PACKAGE = "io.skyquark.oap.generated";
    public static final String CLASS_CATALOG = PACKAGE + ".OapClassCatalog";
    public static final String MODULE_CATALOG = PACKAGE + ".OapModuleCatalog";
    public static final String RULE_CATALOG = PACKAGE + ".OapRuleCatalog";
    public static final String RULE_ACCESS = PACKAGE + ".OapRuleAccess";

    private Generated() {
    }
}
