// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.List;

/** Upstream's classes, either with Groovy in them or with the compiled rules. */
public interface Side {

    Parsed expression(String metric, String expression);

    Parsed filter(String filter);

    /** @param names of upper and lower services in turns */
    Work match(String rule, List<String> names);
}
