// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.Map;

/**
 * Samples of one name and one set of labels, a scrape each; plain data, so that both sides make their own samples of it.
 *
 * @param growth what a scrape adds to the value
 */
public record Series(String name, Map<String, String> labels, double start, double growth) {
}
