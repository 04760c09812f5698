// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.apache.skywalking.oap.server.core.remote.client.Address;
import org.apache.skywalking.oap.server.core.remote.client.RemoteClient;
import org.apache.skywalking.oap.server.core.remote.data.StreamData;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.server.cluster.Ring.Role;

class RingTest {

    private final RemoteClient self = new Member("10.0.0.1", true);
    private final RemoteClient second = new Member("10.0.0.2", false);
    private final RemoteClient third = new Member("10.0.0.3", false);

    @Test
    void theHashChoosesTheOwner() {
        var ring = Ring.NONE.next(List.of(self, second, third), 1);
        assertThat(ring.role()).isEqualTo(Role.MEMBER);
        assertThat(List.of(ring.owner(0), ring.owner(4), ring.owner(-5))).containsExactly(self, second, third);
        assertThat(List.of(ring.owns(3), ring.owns(1))).containsExactly(true, false);
        assertThat(ring.owner(Integer.MIN_VALUE)).isIn(self, second, third);
    }

    @Test
    void whoHasLeftOwnsNothing() {
        var ring = Ring.NONE.next(List.of(self, second), 1).next(List.of(second, third), 2);
        assertThat(ring.role()).isEqualTo(Role.LEFT);
        assertThat(ring.owns(0)).isFalse();
        assertThat(ring.next(List.of(third), 3).role()).isEqualTo(Role.LEFT);
        assertThat(ring.next(List.of(self, third), 3).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void whoDoesNotKnowItselfKeepsWhatItGets() {
        var ring = Ring.NONE.next(List.of(second, third), 1);
        assertThat(ring.role()).isEqualTo(Role.ALONE);
        assertThat(ring.owns(1)).isTrue();
    }

    @Test
    void whenEverybodyIsGoneTheLastOneKeepsWhatItGets() {
        var ring = Ring.NONE.next(List.of(self), 1).next(List.of(), 2);
        assertThat(ring.role()).isEqualTo(Role.ALONE);
        assertThat(ring.owns(1)).isTrue();
    }

    private record Member(Address address, boolean own) implements RemoteClient {

        Member(String host, boolean own) {
            this(new Address(host, 11_800, own), own);
        }

        @Override
        public Address getAddress() {
            return address;
        }

        @Override
        public void connect() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void push(String worker, StreamData data) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(RemoteClient other) {
            return address.compareTo(other.getAddress());
        }
    }
}
