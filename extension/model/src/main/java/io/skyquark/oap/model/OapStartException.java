// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

/** The server cannot start; the message says what to change. */
public final class OapStartException extends RuntimeException {

    public OapStartException(String message) {
        super(message);
    }

    public OapStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
