// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;

/** Same shape as Armeria's {@code ExceptionHandlerFunction}, which belongs to the server that never starts here. */
public interface OapExceptionHandler {

    /** The response to a request whose handler threw {@code cause}; {@code context} is {@code null}. */
    HttpResponse handleException(OapRequestContext context, HttpRequest request, Throwable cause);
}
