// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.concurrent.Callable;

/** Asks the storage until it answers. */
final class Attempts {

    private Attempts() {
    }

    /**
     * The result of an action that is repeated, with pauses, while the storage does not answer.
     *
     * @throws InterruptedException where the server stops
     * @throws Exception what the storage refuses the action with; repeating it would be no use
     */
    static <T> T untilAnswered(Callable<T> action) throws Exception {
        var backOff = new BackOff();
        while (true) {
            try {
                var result = action.call();
                StorageState.answered();
                return result;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (!StorageFailures.passes(e)) {
                    StorageState.answered();
                    throw e;
                }
                StorageState.failed(e);
                backOff.pause();
            }
        }
    }
}
