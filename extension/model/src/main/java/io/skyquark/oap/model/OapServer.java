// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

/**
 * The server as the recorders see it. The only implementation links OAP's types and is reloaded together with them in dev mode, so a recorder
 * reaches it through this interface and a name, never through a class literal.
 */
public interface OapServer {

    /**
     * Prepares and starts every module that {@link OapParts#configuration()} selects. Returns when the server can take traffic; no port is open yet.
     *
     * @throws OapStartException where a module is missing, cannot be configured or fails to start; the message names module and provider
     */
    void boot(OapParts parts);

    /** Whether the boot has completed and the storage answers; asked by the health checks, must not block for longer than a storage round trip. */
    OapHealth health();

    /**
     * Refuses new work, writes everything that was received to storage and stops every thread the boot started. Called after the boot even when
     * that failed half-way; a second call does nothing.
     */
    void stop();
}
