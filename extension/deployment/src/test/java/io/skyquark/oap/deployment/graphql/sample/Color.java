// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql.sample;

/** An enum with a constant that the protocol does not have. */
public enum Color {
    RED,
    BLUE,
    HIDDEN
}
