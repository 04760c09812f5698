// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.List;
import java.util.Map;

import org.objectweb.asm.Opcodes;

/**
 * What a class file says of its class, and what its code uses. Class names are internal ones; a member is its name with its descriptor.
 *
 * @param parent {@code null} for {@code java/lang/Object}
 * @param methods by name with descriptor
 */
record ClassOutline(String name, int access, String parent, List<String> interfaces, Map<String, Method> methods) {

    static final String CONSTRUCTOR = "<init>";
    static final String INITIALIZER = "<clinit>()V";

    /** @param uses in the order of the code; empty for a class of a library */
    record Method(int access, List<Use> uses) {

        boolean isAbstract() {
            return (access & Opcodes.ACC_ABSTRACT) != 0;
        }

        /** Whether a subclass can override it, and a caller may hold such a subclass. */
        boolean isVirtual() {
            return (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
        }
    }

    /** How code uses a class or a member of it. */
    enum UseKind {
        /** A call that the class of the receiver decides. */
        VIRTUAL_CALL,
        /** A call of a constructor, a private method or a method of a superclass. */
        DIRECT_CALL,
        /** A call of a static method or an access of a static field: it initialises the class. */
        STATIC,
        CREATION,
        CONSTANT,
        /** Anything else that names a class: a cast, a test, an array, a field of an object. */
        MENTION
    }

    /** @param member empty where only the class is named */
    record Use(UseKind kind, String owner, String member) {
    }

    boolean isInstantiable() {
        return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0;
    }
}
