// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

/** Something to run many times over inputs that are made beforehand. */
public interface Work {

    /** Makes the inputs of the next scrapes; counters and time go on from the last ones. */
    void prepare(int scrapes);

    /** Runs once for each prepared scrape; gives how many runs had a result. */
    int run();

    /** How many single runs a prepared scrape is. */
    default int runs() {
        return 1;
    }

    /** Runs once for the next scrape and says all that came of it. */
    String outcome();
}
