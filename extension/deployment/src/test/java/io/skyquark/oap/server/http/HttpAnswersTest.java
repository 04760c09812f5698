// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated invokers behind a server of ours; what is expected was recorded from upstream's server with the same kinds of handlers. */
class HttpAnswersTest {

    private static final String BAD_REQUEST = "Status: 400\nDescription: Bad Request\n";
    /** A pattern: what is wrong with the body is told. */
    private static final String BROKEN_BODY = "Status: 400\nDescription: the body .+\n";
    private static final String JSON = "application/json";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    @RegisterExtension
    static final SampleServer SERVER = new SampleServer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        application/json                     | {"traceId":"a","noSuchField":1}  | 200
        application/json                     | {"trace_id":"a"}                 | 200
        application/json; charset=iso-8859-1 | {"traceId":"a"}                  | 200
        application/vnd.x+json               | {"traceId":"a"}                  | 200
        application/json                     | {"traceId":                      | 400
        application/json                     | []                               | 400
        application/json                     | null                             | 400
        application/x-www-form-urlencoded    | {"traceId":"a"}                  | 400
        text/plain                           | {"traceId":"a"}                  | 400
        json                                 | {"traceId":"a"}                  | 400
        application/octet-stream             | {"traceId":"a"}                  | 400
        """)
    void readsOneMessage(String type, String body, int status) throws Exception {
        var response = post("/v3/segment", type, BodyPublishers.ofString(body));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).matches(status == 200 ? "" : BROKEN_BODY);
        assertThat(response.headers().firstValue("content-type")).hasValue(status == 200 ? "application/protobuf" : "text/plain; charset=utf-8");
        assertThat(response.headers().firstValue("content-length")).hasValue(Integer.toString(response.body().length()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        application/json         | [{"traceId":"a"},{"traceId":"b"}] | 200
        application/json         | []                                | 200
        application/json         | {}                                | 400
        application/json         | null                              | 400
        application/json         | [null]                            | 400
        application/json         | [5]                               | 400
        application/json         | [{                                | 400
        application/x-protobuf   | []                                | 400
        """)
    void readsAListOfMessages(String type, String body, int status) throws Exception {
        assertThat(post("/v3/segments", type, BodyPublishers.ofString(body)).statusCode()).isEqualTo(status);
    }

    @Test
    void readsEmptyBodies() throws Exception {
        assertThat(post("/v3/segment", JSON, BodyPublishers.noBody()).statusCode()).isEqualTo(400);
        assertThat(post("/v3/segments", JSON, BodyPublishers.noBody()).statusCode()).isEqualTo(400);
        assertThat(post("/v3/segment", "application/x-protobuf", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
    }

    @Test
    void readsCompressedAndChunkedBodies() throws Exception {
        var plain = "{\"traceId\":\"zipped\"}".getBytes(StandardCharsets.UTF_8);
        var response = CLIENT.send(SERVER.request("/v3/segment").header("Content-Type", JSON).header("Content-Encoding", "GZIP")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(gzip(plain)))).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(SERVER.handler().lastSegment.getTraceId()).isEqualTo("zipped");
        var broken = CLIENT.send(SERVER.request("/v3/segment").header("Content-Type", JSON).header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(plain)).build(), BodyHandlers.ofString());
        assertThat(broken.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesBodiesAboveTenMegabytes() throws Exception {
        var large = "{\"service\":\"%s\"}".formatted("x".repeat(11 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        var answer = "Status: 413\nDescription: Request Entity Too Large\n";

        assertThat(post("/v3/segment", JSON, BodyPublishers.ofByteArray(large)).body()).isEqualTo(answer);
        assertThat(post("/v3/segment", JSON, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))).body()).isEqualTo(answer);
        var zipped = CLIENT.send(SERVER.request("/v3/segment").header("Content-Type", JSON).header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(gzip(large))).build(), BodyHandlers.ofString());
        assertThat(zipped.body()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        match[]=a&on=true                     | 200 | a,none,10,null,true
        match[]=a+b&on=1&limit=5&size=3&end=7 | 200 | a b,5,3,7,true
        match[]=&on=FALSE&limit=&end=         | 200 | ,none,10,null,false
        match[]=a&match[]=b&on=0              | 200 | a,none,10,null,false
        on=true                               | 400 | -
        match[]=a&on=yes                      | 400 | -
        match[]=a&on=                         | 400 | -
        match[]=a&on=1&limit=x                | 400 | -
        match[]=a&on=1&size=                  | 400 | -
        match[]=a&on=1&size=99999999999       | 400 | -
        """)
    void convertsParametersFromQueryAndForm(String encoded, int status, String values) throws Exception {
        var expected = status == 200 ? values : BAD_REQUEST;
        var query = CLIENT.send(SERVER.request("/api/v1/query?" + encoded.replace("[", "%5B").replace("]", "%5D")).build(), BodyHandlers.ofString());
        var form = post("/api/v1/query", "application/x-www-form-urlencoded", BodyPublishers.ofString(encoded));

        assertThat(List.of(query.statusCode(), form.statusCode())).containsOnly(status);
        assertThat(List.of(query.body(), form.body())).containsOnly(expected);
    }

    @Test
    void prefersTheQueryAndReadsMultipartForms() throws Exception {
        var both = post("/api/v1/query?match%5B%5D=query&on=1", "application/x-www-form-urlencoded", BodyPublishers.ofString("match[]=form"));
        var multipart = post("/api/v1/query?on=1", "multipart/form-data; boundary=XX",
            BodyPublishers.ofString("--XX\r\nContent-Disposition: form-data; name=\"match[]\"\r\n\r\npart\r\n--XX--\r\n"));

        assertThat(both.body()).startsWith("query,");
        assertThat(multipart.body()).startsWith("part,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GET    | /ctx/label/a%2Fb/values?start=1 | 200 | a/b 2
        GET    | /ctx/label/a+b/values?start=1   | 200 | a+b 2
        GET    | //ctx//label/x/values?start=1   | 200 | x 2
        GET    | /ctx/label/x/values?start=      | 500 | Status: 500
        GET    | /ctx/label//values?start=1      | 404 | Status: 404
        GET    | /ctx/label/a/b/values?start=1   | 404 | Status: 404
        GET    | /ctx/direction?direction=BackWard | 200 | BACKWARD
        GET    | /ctx/direction?direction=up     | 400 | Status: 400
        GET    | /ctx/broken                     | 500 | Status: 500
        GET    | /ctx/cached                     | 200 | []
        GET    | /ctx/cached/                    | 404 | Status: 404
        GET    | /cached                         | 404 | Status: 404
        GET    | /ctx                            | 404 | Status: 404
        GET    | /                               | 404 | Status: 404
        POST   | /ctx/cached                     | 405 | Status: 405
        PUT    | /ctx/cached                     | 405 | 405 Method Not Allowed
        DELETE | /nowhere                        | 405 | 405 Method Not Allowed
        GET    | /ctx/x/../cached                | 400 | Status: 400
        GET    | /ctx/cached?a=%zz               | 400 | Status: 400
        GET    | http://host/ctx/cached          | 400 | Status: 400
        GET    | /ctx/thread                     | 200 | vert.x-worker-thread
        """)
    void findsRoutes(String verb, String target, int status, String start) throws Exception {
        var answer = SERVER.raw(verb + " " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).startsWith(start);
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        var answer = SERVER.raw("HEAD /ctx/cached HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-length: 2").endsWith("\r\n\r\n");
        assertThat(SERVER.raw("OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200 ").contains("GET,HEAD");
    }

    @Test
    void negotiatesContentTypes() throws Exception {
        assertThat(post("/spans", JSON, BodyPublishers.ofString("1")).body()).isEqualTo("json 1");
        assertThat(post("/spans", "application/protobuf", BodyPublishers.ofString("1")).body()).isEqualTo("protobuf 1");
        assertThat(post("/spans", "application/x-protobuf", BodyPublishers.ofString("1")).body()).isEqualTo("protobuf 1");
        assertThat(post("/spans", "text/plain", BodyPublishers.ofString("1")).body()).isEqualTo("any 1");
        assertThat(post("/spans", JSON, BodyPublishers.ofString("bad")).body()).isEqualTo(BAD_REQUEST);
        assertThat(post("/firehose", "text/plain", BodyPublishers.ofString("{}")).statusCode()).isEqualTo(415);
        assertThat(post("/firehose", JSON, BodyPublishers.ofString("{\"noSuchKey\":1}")).statusCode()).isEqualTo(400);
        var request = SERVER.request("/firehose").header("Content-Type", JSON).POST(BodyPublishers.ofString("{\"id\":\"7\"}"));
        assertThat(CLIENT.send(request.copy().header("Accept", "text/html").build(), BodyHandlers.ofString()).statusCode()).isEqualTo(406);
        var accepted = CLIENT.send(request.header("Accept", "*/*").header("X-Key", "k").build(), BodyHandlers.ofString());
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).isEqualTo("[\"7\",\"k\"]");
    }

    private static HttpResponse<String> post(String path, String type, BodyPublisher body) throws Exception {
        return CLIENT.send(SERVER.request(path).header("Content-Type", type).POST(body).build(), BodyHandlers.ofString());
    }

    private static byte[] gzip(byte[] plain) {
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
