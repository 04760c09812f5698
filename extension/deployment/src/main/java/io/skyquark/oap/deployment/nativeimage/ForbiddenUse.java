// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.skyquark.oap.deployment.nativeimage.ClassOutline.Use;
import io.skyquark.oap.deployment.nativeimage.ClassOutline.UseKind;

/** What run-time code must not do: it was done when the application was built, and a native image cannot do it. */
enum ForbiddenUse {

    GENERATE("generates classes", "javassist/", "freemarker/", "org/objectweb/asm/", "net/bytebuddy/", "net/sf/cglib/", "javax/tools/",
        "java/net/URLClassLoader", "java/lang/ClassLoader.defineClass", "java/lang/invoke/MethodHandles$Lookup.defineClass",
        "java/lang/invoke/MethodHandles$Lookup.defineHiddenClass", "java/lang/invoke/MethodHandles$Lookup.defineHiddenClassWithClassData",
        "java/lang/invoke/LambdaMetafactory.metafactory", "java/lang/invoke/LambdaMetafactory.altMetafactory",
        "java/lang/invoke/MethodHandleProxies.asInterfaceInstance", "sun/misc/Unsafe.defineClass", "sun/misc/Unsafe.defineAnonymousClass"),
    SCRIPT("runs scripts", "groovy/", "org/codehaus/groovy/", "org/apache/groovy/", "javax/script/"),
    SCAN("scans the class path", "com/google/common/reflect/ClassPath", "io/github/classgraph/", "org/reflections/", "org/springframework/"),
    DISCOVER("discovers implementations", "java/util/ServiceLoader");

    private final String what;
    /** Packages, which end with a slash, classes, and methods, which have a dot before their name. */
    private final List<String> patterns;

    ForbiddenUse(String what, String... patterns) {
        this.what = what;
        this.patterns = List.of(patterns);
    }

    /** A verb phrase for a class that does it. */
    String what() {
        return what;
    }

    static Optional<ForbiddenUse> of(Use use, ClassHierarchy classes) {
        return Stream.of(values()).filter(forbidden -> forbidden.patterns.stream().anyMatch(pattern -> matches(pattern, use, classes))).findFirst();
    }

    private static boolean matches(String pattern, Use use, ClassHierarchy classes) {
        // Of a library that is not there not even a mention can be linked; a class of the JDK may be mentioned.
        if (pattern.endsWith("/")) {
            return use.owner().startsWith(pattern);
        }
        if (use.kind() == UseKind.MENTION || use.kind() == UseKind.CONSTANT) {
            return false;
        }
        int dot = pattern.indexOf('.');
        if (dot < 0) {
            return use.owner().equals(pattern) || use.owner().startsWith(pattern) && use.owner().charAt(pattern.length()) == '$';
        }
        return use.member().startsWith(pattern.substring(dot + 1) + "(") && classes.resolve(use.owner(), use.member()) == null
            && classes.supertypes(use.owner()).contains(pattern.substring(0, dot));
    }
}
