// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import java.util.regex.Pattern;

/** What a program says where something is not in it: in a native executable, a class, a member, a resource or a registration that the build left out. */
final class Missing {

    private static final Pattern WORDS = Pattern.compile("Missing\\w*(?:Registration|Resource)\\w*|ClassNotFoundException|NoClassDefFoundError|NoSuchMethod\\w*"
        + "|NoSuchField\\w*|UnsupportedFeatureError|\\w*LinkageError|UnsatisfiedLinkError|IncompatibleClassChangeError|AbstractMethodError"
        + "|ExceptionInInitializerError|InstantiationException|ServiceConfigurationError");

    private Missing() {
    }

    static boolean isToldBy(String text) {
        return WORDS.matcher(text).find();
    }
}
