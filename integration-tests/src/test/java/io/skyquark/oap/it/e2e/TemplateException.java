// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

/** A template that cannot be read, or cannot be applied to a value. */
final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    TemplateException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line of the template, from 1; 0 where it is not known. */
    int line() {
        return line;
    }
}
