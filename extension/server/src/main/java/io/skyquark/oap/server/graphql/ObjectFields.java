// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

/** Reads the fields of one result type from upstream's class for it; the implementations are generated. */
public interface ObjectFields {

    /** @param field number of the field within its type in the recorded schema */
    Object read(int field, Object source);
}
