// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

import java.util.ArrayList;
import java.util.List;

/**
 * Parent of the class loaders in which upstream's code runs during the build: besides the platform it lets through the log of the build, since a second log
 * implementation would start threads that outlive the loader, and the packages that its maker shares.
 */
public final class IsolationGate extends ClassLoader {

    private static final ClassLoader BUILD = IsolationGate.class.getClassLoader();

    private final List<String> shared = new ArrayList<>(List.of("org.slf4j.", "org.apache.logging.log4j."));

    /** @param packages names of shared packages, without a trailing dot */
    public IsolationGate(String... packages) {
        super(ClassLoader.getPlatformClassLoader());
        for (var each : packages) {
            shared.add(each + ".");
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (shared.stream().anyMatch(name::startsWith)) {
            return BUILD.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
