// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

/** Turns the values that graphql-java hands over into upstream's input objects and enum constants; the implementation is generated. */
public interface InputReader {

    /**
     * @param type number of an input or enum type
     * @param value a map, the name of a constant, or {@code null}
     */
    Object read(int type, Object value);
}
