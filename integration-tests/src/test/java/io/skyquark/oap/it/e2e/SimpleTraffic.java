// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Programs that report the same part of a script again and again, first for some minutes that are over. */
final class SimpleTraffic implements Traffic {

    private static final long MINUTE = 60_000;
    private static final int FORMER_MINUTES = 4;

    private final String name;
    private final String part;
    private final Map<String, String> settings;
    private final AtomicLong count = new AtomicLong();
    private Script script;

    /**
     * @param name of the script
     * @param settings variables of the server
     */
    SimpleTraffic(String name, String part, Map<String, String> settings) {
        this.name = name;
        this.part = part;
        this.settings = settings;
    }

    @Override
    public void configure(ServerLaunch launch, String programs) {
        launch.env(settings);
    }

    @Override
    public void begin(RunningServer server, Map<String, Integer> ports) {
        script = new Script(name, server, ports);
        for (int minute = FORMER_MINUTES; minute > 0; minute--) {
            send(System.currentTimeMillis() - minute * MINUTE);
        }
    }

    @Override
    public void continueTraffic() {
        send(System.currentTimeMillis());
    }

    private void send(long time) {
        long turn = count.incrementAndGet();
        script.send(part, Map.of("t", time, "count", turn * turn * 100, "trace", id(time, 0), "client", id(time, 1), "server", id(time, 2)));
    }

    /** An ID of a span in hexadecimal. */
    private static String id(long time, int span) {
        return "%016x".formatted(time * 4 + span + 1);
    }
}
