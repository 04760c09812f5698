// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.scan;

/** Stands where upstream's {@code MeterSystem} keeps a Javassist pool; the only method that used it is {@link CompiledMeters#create}. */
public final class NoClassPool {

    private static final NoClassPool NONE = new NoClassPool();

    private NoClassPool() {
    }

    public static NoClassPool getDefault() {
        return NONE;
    }
}
