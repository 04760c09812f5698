// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.linecorp.armeria.common.MediaType;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;

/** The text fields of a form; Prometheus clients send long queries so. */
final class FormBody {

    private FormBody() {
    }

    /** Name to values, empty where the body is no form or cannot be read; a missing parameter is told later. */
    static Map<String, List<String>> parameters(ReceivedRequest request) {
        var type = request.contentType();
        if (type == null || request.body().length == 0) {
            return Map.of();
        }
        if (type.belongsTo(MediaType.FORM_DATA)) {
            return RequestTarget.parameters(request.text(type.charset(StandardCharsets.US_ASCII)));
        }
        return type.belongsTo(MediaType.MULTIPART_FORM_DATA) ? multipart(request) : Map.of();
    }

    private static Map<String, List<String>> multipart(ReceivedRequest request) {
        var whole = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(request.body()));
        whole.headers().set(HttpHeaderNames.CONTENT_TYPE, request.headers().get(HttpHeaderNames.CONTENT_TYPE));
        Map<String, List<String>> fields = new LinkedHashMap<>();
        var decoder = new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), whole, StandardCharsets.UTF_8);
        try {
            for (var part : decoder.getBodyHttpDatas()) {
                if (part instanceof Attribute field) {
                    fields.computeIfAbsent(field.getName(), key -> new ArrayList<>()).add(field.getValue());
                }
            }
            return fields;
        } catch (IOException e) {
            throw new IllegalArgumentException("The form cannot be read", e);
        } finally {
            decoder.destroy();
            whole.release();
        }
    }
}
