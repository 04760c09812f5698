// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.library;

import com.sun.management.UnixOperatingSystemMXBean;

/** Asks for what the Prometheus client tells of the process: the client looks the getters up by name, and a native image has none by name. */
public final class ProcessFigures {

    private ProcessFigures() {
    }

    /**
     * Takes the place of {@code StandardExports.callLongGetter}.
     *
     * @throws NoSuchMethodException where the system does not tell; the client then leaves the metric out
     */
    public static Long callLongGetter(String getter, Object system) throws NoSuchMethodException {
        if (system instanceof UnixOperatingSystemMXBean unix) {
            switch (getter) {
                case "getProcessCpuTime":
                    return unix.getProcessCpuTime();
                case "getOpenFileDescriptorCount":
                    return unix.getOpenFileDescriptorCount();
                case "getMaxFileDescriptorCount":
                    return unix.getMaxFileDescriptorCount();
                default:
                    break;
            }
        }
        throw new NoSuchMethodException(getter);
    }
}
