// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.lal;

import org.apache.skywalking.oap.log.analyzer.dsl.DSL;
import org.apache.skywalking.oap.log.analyzer.dsl.spec.filter.FilterSpec;

import io.skyquark.oap.server.rule.RuleScript;

/** Reaches the constructor of {@link DSL}, which upstream keeps private and whose first parameter a hook remaps; the implementation is generated. */
public interface LalFactory {

    DSL dsl(RuleScript script, FilterSpec filter);
}
