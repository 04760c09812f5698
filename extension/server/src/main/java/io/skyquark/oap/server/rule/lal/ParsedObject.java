// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.lal;

import org.apache.skywalking.oap.log.analyzer.dsl.Binding;

import io.skyquark.oap.server.rule.RuleObject;

/**
 * Base of upstream's {@code Binding.Parsed}, in the place of Groovy's {@code GroovyObjectSupport}, which a hook remaps to it: what {@code parsed.name} means.
 * The getters of the class win over a field of the log that has the same name.
 */
public abstract class ParsedObject implements RuleObject {

    @Override
    public final Object property(String name) {
        var parsed = (Binding.Parsed) (Object) this;
        return switch (name) {
            case "matcher" -> parsed.getMatcher();
            case "map" -> parsed.getMap();
            case "log" -> parsed.getLog();
            case "extraLog" -> parsed.getExtraLog();
            case "class" -> parsed.getClass();
            default -> parsed.getAt(name);
        };
    }
}
