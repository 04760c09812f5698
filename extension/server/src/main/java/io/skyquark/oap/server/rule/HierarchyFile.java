// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/** Base of the generated class of {@code hierarchy-definition.yml}. */
public abstract class HierarchyFile extends RuleCode {

    /** Upper layer, lower layer and the name of the rule that matches their services (null where services are not matched), three texts a relation. */
    public abstract String[] relations();

    /** Layer and its level as a decimal number, two texts a layer. */
    public abstract String[] levels();

    /** Name and text of each matching rule, two texts a rule. */
    public abstract String[] rules();

    /** The closure of a matching rule: upper service, lower service, gives a Boolean. */
    public abstract RuleClosure<?> rule(int rule);
}
