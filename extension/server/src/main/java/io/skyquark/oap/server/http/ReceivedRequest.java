// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;

import io.vertx.core.MultiMap;

/**
 * One request, completely received and with its content encoding undone.
 *
 * @param verb the HTTP method, upper case
 * @param target path and query as sent
 * @param pathVariables decoded values of the path's variables
 * @param query decoded parameters of the query
 */
record ReceivedRequest(String verb, String target, Map<String, String> pathVariables, Map<String, List<String>> query,
                       MultiMap headers, byte[] body) {

    /** The parsed content type, or {@code null} where there is none or it is no content type. */
    MediaType contentType() {
        return mediaType(headers.get(HttpHeaderNames.CONTENT_TYPE));
    }

    static MediaType mediaType(String text) {
        if (text == null) {
            return null;
        }
        try {
            return MediaType.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    String text(Charset charset) {
        return new String(body, charset);
    }

    /** The request as upstream's handlers know it. */
    AggregatedHttpRequest aggregated() {
        var copied = RequestHeaders.builder(HttpMethod.valueOf(verb), target);
        headers.forEach(header -> copied.add(header.getKey(), header.getValue()));
        return AggregatedHttpRequest.of(copied.build(), HttpData.wrap(body));
    }
}
