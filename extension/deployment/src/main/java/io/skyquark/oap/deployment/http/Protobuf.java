// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.lang.constant.ClassDesc;

import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;

/** What the invokers generate for bodies that are protobuf messages. */
final class Protobuf {

    static final ClassDesc MESSAGE = ClassDesc.of("com.google.protobuf.Message");

    private Protobuf() {
    }

    /** The empty message of a type, from which the run time makes builders without reflection. */
    static Expr prototype(BlockCreator body, String type) {
        var message = ClassDesc.of(type);
        return body.invokeStatic(ClassMethodDesc.of(message, "getDefaultInstance", message));
    }
}
