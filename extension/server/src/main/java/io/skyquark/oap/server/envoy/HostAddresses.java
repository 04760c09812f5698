// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.envoy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.util.NetUtil;

/**
 * The addresses of a host that an Istio {@code ServiceEntry} names, in the shape of Armeria's {@code DnsAddressEndpointGroup}, which would bring Armeria's client.
 * That one waits for ever for a host that does not exist; of this one there are no addresses until it does.
 */
public final class HostAddresses {

    private static final Logger LOG = LoggerFactory.getLogger(HostAddresses.class);

    private final String host;
    private volatile boolean unknown;

    /** @param ipAddr as Envoy writes it: dotted, or hexadecimal and as short as can be */
    public record Address(String ipAddr) {
    }

    private HostAddresses(String host) {
        this.host = host;
    }

    public static HostAddresses of(String host) {
        return new HostAddresses(host);
    }

    /** Nothing is to be waited for: {@link #endpoints} asks when it is called. */
    public CompletableFuture<List<Address>> whenReady() {
        return CompletableFuture.completedFuture(List.of());
    }

    /** The current addresses; for how long these are current, the JDK decides ({@code networkaddress.cache.ttl}, 30 seconds). */
    public List<Address> endpoints() {
        try {
            var addresses = Stream.of(InetAddress.getAllByName(host)).map(address -> new Address(NetUtil.toAddressString(address))).toList();
            unknown = false;
            return addresses;
        } catch (UnknownHostException e) {
            if (!unknown) {
                LOG.warn("The host {} of a ServiceEntry has no address, calls to it have the name of their address: {}", host, e.getMessage());
            }
            unknown = true;
            return List.of();
        }
    }
}
