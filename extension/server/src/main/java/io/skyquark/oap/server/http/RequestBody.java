// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.MediaType;

/** Bodies as the objects that handlers take. What cannot be read fails with whatever its parser throws; {@link HttpArguments} makes a status of it. */
final class RequestBody {

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<MediaType> PROTOBUF = List.of(MediaType.PROTOBUF, MediaType.create("application", "x-protobuf"), MediaType.OCTET_STREAM);

    private RequestBody() {
    }

    /** Protobuf, or its JSON mapping; a body without a content type is protobuf. */
    static Message message(ReceivedRequest request, Message prototype) throws IOException {
        var type = request.contentType();
        var builder = prototype.newBuilderForType();
        if (type == null || PROTOBUF.stream().anyMatch(type::is)) {
            return builder.mergeFrom(request.body()).build();
        }
        if (!type.isJson()) {
            throw unsuitable(prototype);
        }
        PARSER.merge(request.text(type.charset(StandardCharsets.UTF_8)), builder);
        return builder.build();
    }

    /** A JSON array of messages. */
    static List<Message> messages(ReceivedRequest request, Message prototype) throws IOException {
        var type = request.contentType();
        if (type == null || !type.isJson()) {
            throw unsuitable(prototype);
        }
        var array = MAPPER.readTree(request.text(type.charset(StandardCharsets.UTF_8)));
        if (!array.isArray()) {
            throw new IllegalArgumentException("A JSON array is expected");
        }
        var messages = new ArrayList<Message>(array.size());
        for (var element : array) {
            var builder = prototype.newBuilderForType();
            PARSER.merge(MAPPER.writeValueAsString(element), builder);
            messages.add(builder.build());
        }
        return messages;
    }

    static Object json(ReceivedRequest request, Class<?> target) {
        var type = request.contentType();
        if (type == null || !type.isJson()) {
            throw new IllegalArgumentException("No suitable request converter found for '" + target.getSimpleName() + "'");
        }
        try {
            var value = MAPPER.readValue(request.text(type.charset(StandardCharsets.UTF_8)), target);
            if (value == null) {
                throw new IllegalArgumentException("The body is null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("failed to parse a JSON document: " + e, e);
        }
    }

    private static IllegalArgumentException unsuitable(Message prototype) {
        return new IllegalArgumentException("No suitable request converter found for '" + prototype.getClass().getSimpleName() + "'");
    }
}
