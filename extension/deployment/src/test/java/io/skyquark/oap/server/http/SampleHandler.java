// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.annotation.Nullable;
import com.linecorp.armeria.server.annotation.ConsumesJson;
import com.linecorp.armeria.server.annotation.ConsumesProtobuf;
import com.linecorp.armeria.server.annotation.Default;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Header;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Path;
import com.linecorp.armeria.server.annotation.Post;
import com.linecorp.armeria.server.annotation.ProducesJson;

/** Every kind of route, parameter, body and answer that upstream's handlers have. */
public class SampleHandler {

    public enum Direction {
        FORWARD, BACKWARD
    }

    public static final class Plain {
        public String id;
    }

    final CountDownLatch slowEntered = new CountDownLatch(1);
    final CountDownLatch slowMayEnd = new CountDownLatch(1);
    volatile SegmentObject lastSegment;

    @Post("/v3/segment")
    public Commands segment(SegmentObject segment) {
        lastSegment = segment;
        return Commands.newBuilder().build();
    }

    @Post("/v3/segments")
    public Commands segments(List<SegmentObject> segments) {
        lastSegment = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        return Commands.newBuilder().build();
    }

    @Get
    @Post
    @Path("/api/v1/query")
    public String query(@Param("match[]") String match, @Param("limit") Optional<Integer> limit, @Default("10") @Param("size") int size,
                        @Nullable @Param("end") Long end, @Param("on") boolean on) {
        return match + "," + limit.map(String::valueOf).orElse("none") + "," + size + "," + end + "," + on;
    }

    @Get("/label/{name}/values")
    public String values(@Param("name") String name, @Param("start") Long start) {
        return name + " " + (start + 1);
    }

    @Get("/direction")
    public String direction(@Param("direction") Direction direction) {
        return direction.name();
    }

    @Post("/firehose")
    @ConsumesJson
    @ProducesJson
    public HttpResponse firehose(Plain plain, @Default @Header("X-Key") String key) {
        return HttpResponse.ofJson(HttpStatus.ACCEPTED, List.of(String.valueOf(plain.id), String.valueOf(key)));
    }

    @Post("/spans")
    public HttpResponse spans(HttpRequest request) {
        return echo("any", request);
    }

    @Post("/spans")
    @ConsumesJson
    public HttpResponse jsonSpans(HttpRequest request) {
        return echo("json", request);
    }

    @Post("/spans")
    @ConsumesProtobuf
    public HttpResponse protobufSpans(HttpRequest request) {
        return echo("protobuf", request);
    }

    private static HttpResponse echo(String kind, HttpRequest request) {
        return HttpResponse.of(request.aggregate().thenApply(whole -> {
            if (whole.contentUtf8().equals("bad")) {
                throw new IllegalArgumentException("bad span");
            }
            return HttpResponse.of(HttpStatus.ACCEPTED, MediaType.PLAIN_TEXT_UTF_8, kind + " " + whole.contentUtf8());
        }));
    }

    @Get("/cached")
    public AggregatedHttpResponse cached() {
        return AggregatedHttpResponse.of(HttpStatus.OK, MediaType.JSON, "[]");
    }

    @Get("/thread")
    public String thread() {
        return Thread.currentThread().getName();
    }

    @Get("/broken")
    public String broken() {
        throw new IllegalStateException("broken");
    }

    @Get("/slow")
    public String slow() throws InterruptedException {
        slowEntered.countDown();
        slowMayEnd.await();
        return "done";
    }
}
