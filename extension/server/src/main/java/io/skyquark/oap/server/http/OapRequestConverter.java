// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.lang.reflect.ParameterizedType;

import com.linecorp.armeria.common.AggregatedHttpRequest;

/** Same shape as Armeria's {@code RequestConverterFunction}, which belongs to the server that never starts here. */
public interface OapRequestConverter {

    /** The request body as an object of the wanted type; {@code context} is {@code null}. */
    Object convertRequest(OapRequestContext context, AggregatedHttpRequest request, Class<?> type, ParameterizedType genericType) throws Exception;

    /** What a converter returns that does not know the type. */
    static <T> T fallthrough() {
        throw new IllegalArgumentException("No suitable request converter found");
    }
}
