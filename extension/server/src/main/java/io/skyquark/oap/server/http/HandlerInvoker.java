// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

/**
 * Calls the annotated methods of one handler class of upstream without reflection. The implementations are generated at augmentation, one for each
 * handler class.
 */
public abstract class HandlerInvoker {

    /** The routes of all annotated methods. */
    public abstract Endpoint[] endpoints();

    /**
     * Converts the arguments of one request and calls the method.
     *
     * @param call {@link Endpoint#call()} of the route
     * @throws IllegalArgumentException where an argument is missing or cannot be converted
     * @throws Throwable whatever the handler or a body conversion throws
     */
    public abstract Object invoke(int call, Object handler, HttpArguments arguments) throws Throwable;

    /** Turns what {@link #invoke} throws into a response, or {@code null} where the class declares no exception handler. */
    public OapExceptionHandler exceptionHandler() {
        return null;
    }
}
