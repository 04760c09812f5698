// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.storage;

import java.util.Map;

/** A storage of its own for a server under test, which keeps its data while it is stopped. Closing it removes the data. */
interface Storage extends AutoCloseable {

    /** As {@code SW_STORAGE} names it. */
    String name();

    /** The port that the server under test connects to; none, zero, where the storage is inside the server. */
    int port();

    /** What makes a server use this storage through a port of this machine: the storage's own, or one that leads to it. */
    Map<String, String> environment(int port);

    /** What makes a server use this storage. */
    default Map<String, String> environment() {
        return environment(port());
    }

    /** Starts, or starts again, and waits until the storage answers. */
    void start();

    /** Ends the program and keeps its data. */
    void stop();

    @Override
    void close();
}
