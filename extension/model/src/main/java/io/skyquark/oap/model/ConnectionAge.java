// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How old a gRPC connection to this server becomes. An agent keeps its connection as long as it can, so a server that joins a cluster would get none of those
 * that are there already; one that is ended makes its agent connect anew, to whichever server the load balancer or the name service offers.
 *
 * @param limit after which a connection is told to end (GOAWAY); {@link Duration#ZERO} stands for never
 * @param jitter each connection's own limit is up to this part of it shorter or longer, so that those which began together do not end together; 0 to 0.9
 * @param grace what calls that are running at that time have to end by themselves, before they are cut off
 */
public record ConnectionAge(Duration limit, double jitter, Duration grace) {

    public static final ConnectionAge UNLIMITED = new ConnectionAge(Duration.ZERO, 0, Duration.ZERO);

    /** What gRPC computes with a random number: {@code 0.9 + random * 0.2}. */
    private static final double GRPC_LEAST = 0.9;
    private static final double GRPC_RANGE = 0.2;

    private static volatile double current = 0.1;

    /** @throws OapStartException where a value is out of range, with the name of its key */
    public ConnectionAge {
        if (limit.isNegative()) {
            throw new OapStartException("quarkus.skywalking.grpc.max-connection-age must not be negative, found " + limit + "; 0 switches it off");
        }
        if (!(jitter >= 0 && jitter <= 0.9)) {
            throw new OapStartException("quarkus.skywalking.grpc.max-connection-age-jitter must lie between 0 and 0.9, found " + jitter);
        }
        if (grace.isNegative()) {
            throw new OapStartException("quarkus.skywalking.grpc.max-connection-age-grace must not be negative, found " + grace);
        }
    }

    public boolean limited() {
        return !limit.isZero();
    }

    /** Makes {@link #random()} answer for this one's jitter. gRPC has no parameter for it. */
    public void use() {
        current = jitter;
    }

    /**
     * Takes the place of {@link Math#random()} where gRPC shortens or lengthens the age of a connection, by a tenth at the most.
     *
     * @return what makes gRPC compute {@code 1 - jitter} to {@code 1 + jitter}, not always between 0 and 1
     */
    public static double random() {
        double factor = 1 + current * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return (factor - GRPC_LEAST) / GRPC_RANGE;
    }
}
