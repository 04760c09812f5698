// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.List;

/** An expression or a filter that is ready to run; to get here takes Groovy tens of milliseconds. */
public interface Parsed {

    /** Null for a filter. */
    Facts facts();

    /** Another run of it over its own samples; counters are shared as on the server. */
    Work over(List<Series> input);
}
