// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.storage;

import java.util.Map;

/** The embedded storage: a file in the working directory of the server. */
final class H2File implements Storage {

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public int port() {
        return 0;
    }

    @Override
    public Map<String, String> environment(int port) {
        return Map.of("SW_STORAGE", "h2");
    }

    @Override
    public void start() {
        // The server opens the file.
    }

    @Override
    public void stop() {
        // The server has closed the file.
    }

    @Override
    public void close() {
        // The file goes with the server's working directory.
    }
}
