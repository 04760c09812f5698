// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * One field of upstream's GraphQL protocol and the upstream member that answers it. Produced by {@code GraphQlProcessor} once for every root field,
 * object field and input field; consumed by the inventory.
 */
public final class GraphQlFieldBuildItem extends MultiBuildItem {

    /** What a field belongs to. */
    public enum Kind { ROOT, OBJECT, INPUT }

    private final Kind kind;
    private final String coordinates;
    private final String file;
    private final int line;
    private final String target;

    /**
     * @param coordinates type and field, for example {@code Query.getGlobalTopology}
     * @param file the protocol file, for example {@code query-protocol/topology.graphqls}
     * @param line 1-based line in that file
     * @param target class and member, for example {@code o.a.s.TopologyQuery#getGlobalTopology}
     */
    public GraphQlFieldBuildItem(Kind kind, String coordinates, String file, int line, String target) {
        this.kind = kind;
        this.coordinates = coordinates;
        this.file = file;
        this.line = line;
        this.target = target;
    }

    public Kind kind() {
        return kind;
    }

    public String coordinates() {
        return coordinates;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String target() {
        return target;
    }
}
