// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HttpStopTest {

    @RegisterExtension
    static final SampleServer SERVER = new SampleServer();

    @Test
    void answersWhatItHasAndRefusesTheRest() throws Exception {
        var client = HttpClient.newHttpClient();
        var slow = client.sendAsync(SERVER.request("/slow").build(), BodyHandlers.ofString());
        SERVER.handler().slowEntered.await();

        OapHttpServers.stopAccepting(Duration.ofMillis(1));
        var refused = client.send(SERVER.request("/cached").build(), BodyHandlers.ofString());
        var stopped = CompletableFuture.runAsync(() -> OapHttpServers.stopAccepting(Duration.ofSeconds(30)));
        SERVER.handler().slowMayEnd.countDown();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("connection")).hasValue("close");
        assertThat(slow.get(30, TimeUnit.SECONDS).body()).isEqualTo("done");
        stopped.get(30, TimeUnit.SECONDS);
    }
}
