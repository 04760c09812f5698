// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.lal;

import org.apache.skywalking.oap.log.analyzer.dsl.spec.filter.FilterSpec;

import io.skyquark.oap.server.rule.RuleScript;

/** One rule of a compiled file, in the shape of the script that upstream runs. */
final class LalScript extends RuleScript {

    private final LalFile file;
    private final int rule;

    LalScript(LalFile file, int rule) {
        this.file = file;
        this.rule = rule;
    }

    @Override
    public Object run() {
        file.run(rule, (FilterSpec) getDelegate());
        return null;
    }

    @Override
    public String toString() {
        return file.getClass().getSimpleName() + "#" + file.rules()[rule].name();
    }
}
