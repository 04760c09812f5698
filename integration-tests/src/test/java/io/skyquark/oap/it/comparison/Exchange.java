// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One recorded request. Texts may hold the placeholders of {@link Values}.
 *
 * @param name the file and the name in it
 * @param request what to send
 * @param minutes the placeholders that {@code <m>} stands for, one request each; empty for a single request
 * @param capture name to JSON pointer into the answer: what later requests refer to
 * @param until JSON pointer; the request is repeated until the answer has something there. Null to send it once
 * @param expected what the answer is like
 * @param reason why the answer is not {@link Expected#DATA}, or null where it is
 */
public record Exchange(String name, Request request, List<String> minutes, Map<String, String> capture, String until, Expected expected, String reason) {

    /** An answer that is like this by accident would be the same from both servers and show nothing. */
    public enum Expected {
        /** Something. */
        DATA,
        /** No error and no data. */
        EMPTY,
        /** An error. */
        ERROR;

        /** What the body of an answer in GraphQL, or of the same form, is like. */
        public static Expected of(JsonNode body) {
            if (body.has("errors") || body.has("error")) {
                return ERROR;
            }
            return Conversation.isEmpty(body.get("data")) ? EMPTY : DATA;
        }
    }

    public sealed interface Request {
    }

    /** @param method for example {@code skywalking.v3.EventService/collect} */
    public record Grpc(String method, List<JsonNode> messages) implements Request {
    }

    /**
     * @param server which listener: rest, promql, logql, zipkin, zipkinquery or firehose
     * @param body JSON, or a text that is sent as it is, or an object whose one field {@code spans} is for {@link io.skyquark.oap.it.inventory.ZipkinSpans} or
     *     {@code firehose} for {@link io.skyquark.oap.it.inventory.Firehose}; null for none. It is compressed where a header says so
     * @param format of the answer, so that its parts are compared: json (or else text), yaml or properties
     */
    public record Http(String server, String method, String path, Map<String, String> headers, JsonNode body, String format) implements Request {
    }

    /**
     * What a Zabbix agent sends.
     *
     * @param message an object, or a text that is sent as it is
     */
    public record Zabbix(JsonNode message) implements Request {
    }

    /** @param variables an object */
    public record GraphQl(String query, JsonNode variables) implements Request {
    }
}
