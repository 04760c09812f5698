// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import java.util.Map;
import java.util.Optional;

/** The programs of an area, which upstream runs in containers: what they report to the server, and what they do when they are called. */
interface Traffic extends AutoCloseable {

    /**
     * Sets what the server needs for this traffic.
     *
     * @param programs the address at which the programs answer, without a slash at the end
     */
    default void configure(ServerLaunch launch, String programs) {
        // the server's defaults are enough
    }

    /**
     * Called once, when the server is ready.
     *
     * @param ports of the server's listeners, by the port that the listener has by default
     */
    void begin(RunningServer server, Map<String, Integer> ports);

    /** Called before each round of queries. */
    default void continueTraffic() {
        // reports nothing on its own
    }

    /**
     * Somebody calls a program over HTTP: a query, or the trigger of the area.
     *
     * @param program the part of its variables before {@code _host}, for example {@code consumer}
     * @param path path and query
     * @return the answer, or nothing where the program has no such path
     */
    default Optional<String> call(String program, String method, String path, String body) {
        return Optional.empty();
    }

    @Override
    default void close() {
        // has nothing of its own
    }
}
