// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAddressesTest {

    @ParameterizedTest
    @CsvSource({"localhost, 127.0.0.1", "10.1.2.3, 10.1.2.3", "2001:db8:0:0:0:0:0:1, 2001:db8::1"})
    void asEnvoyWritesThem(String host, String address) {
        var addresses = HostAddresses.of(host);
        assertThat(addresses.whenReady()).isDone();
        assertThat(addresses.endpoints()).extracting(HostAddresses.Address::ipAddr).contains(address);
    }

    @ParameterizedTest
    @CsvSource({"nowhere.invalid", "*.example.com"})
    void aHostWithoutAddressesHoldsNobodyUp(String host) {
        var addresses = HostAddresses.of(host);
        assertThat(addresses.whenReady()).isDone();
        assertThat(addresses.endpoints()).isEmpty();
    }
}
