// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

/** The invokers of all handler classes that augmentation saw. The implementation is generated. */
public abstract class HttpRoutes {

    /** Name of the generated implementation. */
    static final String GENERATED = "io.skyquark.oap.generated.OapHttpRoutes";

    /** A new invoker for a handler class, or {@code null} where augmentation did not see the class. */
    public abstract HandlerInvoker invoker(String handlerClass);

    /** All handler classes. */
    public abstract String[] handlers();

    /** The module that a handler class belongs to, an empty string where augmentation could not tell; never {@code null} for one of {@link #handlers()}. */
    public abstract String module(String handlerClass);

    /** The generated routes, from the class loader of the application. */
    static HttpRoutes load() {
        try {
            var loader = Thread.currentThread().getContextClassLoader();
            return (HttpRoutes) Class.forName(GENERATED, true, loader).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The HTTP routes were not generated", e);
        }
    }
}
