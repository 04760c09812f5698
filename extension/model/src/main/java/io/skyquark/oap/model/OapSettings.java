// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

/**
 * What this server can be told beside upstream's keys.
 *
 * @param storage how far to go with a storage that does not answer
 * @param connectionAge how old gRPC connections become
 * @param mode upstream's running mode: {@code init} to create what the storage lacks and end, {@code no-init} to wait until that is done, or null for both
 * @param oneHttpPort whether the port of the core module serves the routes of the additional HTTP servers, which then open none
 */
public record OapSettings(StorageLimits storage, ConnectionAge connectionAge, String mode, boolean oneHttpPort) {

    public static final OapSettings DEFAULT = new OapSettings(StorageLimits.DEFAULT, ConnectionAge.UNLIMITED, null, false);
}
