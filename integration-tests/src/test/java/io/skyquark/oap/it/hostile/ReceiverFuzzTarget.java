// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import static org.awaitility.Awaitility.await;

import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.server.Ports;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What Jazzer runs: the packaged server in the same JVM, where its coverage is seen, and inputs that reach it through its ports. Not a test;
 * {@link ReceiverFuzzIT} starts the JVM. System properties: {@code oap.inventory} as for all tests, {@code fuzz.ports} the ports in the order of {@link Ports}, with
 * commas between.
 */
public final class ReceiverFuzzTarget {

    private static FuzzedReceivers receivers;

    private ReceiverFuzzTarget() {
    }

    /** Jazzer calls it first. */
    public static void fuzzerInitialize() throws Exception {
        var given = Stream.of(System.getProperty("fuzz.ports").split(",")).mapToInt(Integer::parseInt).toArray();
        var ports = new Ports(given[0], given[1], given[2], given[3], given[4], given[5], given[6], given[7]);
        // It is on the class path, and has a class loader of its own for everything else, which does not look at the classes of the tests first.
        var main = Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint").getMethod("main", String[].class);
        var server = new Thread(() -> {
            try {
                main.invoke(null, (Object) new String[0]);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the server does not start", e);
            }
        }, "server");
        server.setDaemon(true);
        server.start();
        await().atMost(Duration.ofMinutes(3)).until(() -> new Http(ports.rest()).find("/q/health/ready").filter(answer -> answer.status() == 200).isPresent());
        receivers = new FuzzedReceivers(ports);
    }

    /** Jazzer calls it with every input. */
    public static void fuzzerTestOneInput(byte[] input) {
        receivers.send(input);
    }
}
