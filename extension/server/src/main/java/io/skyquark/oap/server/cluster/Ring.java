// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.cluster;

import java.util.List;

import org.apache.skywalking.oap.server.core.remote.client.RemoteClient;

/**
 * The servers that share the second aggregation, in the order that every one of them knows. The hash of an entity points at the one that keeps its metrics.
 *
 * @param members as upstream's client manager has them; the list's identity tells one ring from the next
 * @param since when this server learned of them, epoch milliseconds
 * @param role of this server among them
 */
record Ring(List<RemoteClient> members, long since, Role role) {

    /** What a server is in a ring. */
    enum Role {
        /** One of several: keeps what the hash gives it. */
        MEMBER,
        /** Has been a member of a former ring: hands over what it still has. */
        LEFT,
        /** Keeps everything that reaches it: there is no cluster, or it does not know itself among the others, as with upstream. */
        ALONE
    }

    static final Ring NONE = new Ring(List.of(), 0, Role.ALONE);

    /** The ring after this one. */
    Ring next(List<RemoteClient> now, long millis) {
        if (now.stream().anyMatch(client -> client.getAddress().isSelf())) {
            return new Ring(now, millis, Role.MEMBER);
        }
        return new Ring(now, millis, role == Role.ALONE || now.isEmpty() ? Role.ALONE : Role.LEFT);
    }

    /** Where upstream's own selector sends an entity; the least integer, which it fails at, has an owner here. */
    RemoteClient owner(int hash) {
        return members.get(Math.abs(Math.abs(hash) % members.size()));
    }

    boolean owns(int hash) {
        return role == Role.ALONE || owner(hash).getAddress().isSelf();
    }
}
