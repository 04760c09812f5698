// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.nativeimage;

import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeClassInitialization;

/** Part of a native build: makes classes of upstream, which are initialized at run time by package, exceptions of that, so that their objects can be kept. */
public final class BuildTimeClasses implements Feature {

    /** System property of the native build, the names of the classes, separated by commas. */
    public static final String PROPERTY = "skywalking.build-time-classes";

    @Override
    public String getDescription() {
        return "Classes of objects that were made while the server was built";
    }

    @Override
    public void afterRegistration(AfterRegistrationAccess access) {
        RuntimeClassInitialization.initializeAtBuildTime(System.getProperty(PROPERTY).split(","));
    }
}
