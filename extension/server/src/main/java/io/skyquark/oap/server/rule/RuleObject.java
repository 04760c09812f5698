// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/** A value whose properties are its own affair. Base of upstream's classes that had Groovy's {@code GroovyObjectSupport} as theirs, which hooks remap. */
public interface RuleObject {

    /** @throws MissingRulePropertyException where it has no such property */
    Object property(String name);
}
