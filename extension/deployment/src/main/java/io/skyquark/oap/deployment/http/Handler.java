// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.util.List;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

/**
 * A handler class as its annotations declare it.
 *
 * @param exceptionHandler class that answers for what the methods throw, or {@code null}
 */
record Handler(ClassInfo type, List<Call> calls, String exceptionHandler) {

    /** One annotated method; it answers every verb on every path. */
    record Call(MethodInfo method, List<String> verbs, List<String> paths, List<String> consumes, List<String> produces, List<Parameter> parameters) {
    }

    String name() {
        return type.name().toString();
    }
}
