// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.telemetry;

import java.io.Writer;

/** What the exporter of the server's own metrics writes its page to. */
public final class TextWriter extends Writer {

    private final StringBuilder text = new StringBuilder();

    public StringBuilder getBuilder() {
        return text;
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        text.append(characters, offset, length);
    }

    @Override
    public void write(String part) {
        text.append(part);
    }

    @Override
    public void flush() {
        // Everything is in the text already.
    }

    @Override
    public void close() {
        // The handler uses one writer for all its answers.
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
