// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Path;
import com.linecorp.armeria.server.annotation.PathPrefix;
import com.linecorp.armeria.server.annotation.Post;
import com.linecorp.armeria.server.annotation.ProducesJson;

import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.server.http.SampleHandler;

class HandlerReaderTest {

    @Test
    void readsVerbsPathsAndParameters() throws Exception {
        var problems = new ArrayList<ProblemBuildItem>();
        var handler = new HandlerReader(Index.of(SampleHandler.class), problems::add).read().get(0);

        assertThat(problems).isEmpty();
        assertThat(handler.calls()).hasSize(13);
        var query = handler.calls().stream().filter(call -> call.method().name().equals("query")).findFirst().orElseThrow();
        assertThat(query.verbs()).containsExactly("GET", "POST");
        assertThat(query.paths()).containsExactly("/api/v1/query");
        assertThat(query.parameters()).map(Object::toString).containsExactly("param match[]: String", "param limit: Integer, optional",
            "param size: int, default 10", "param end: Long, optional", "param on: boolean");
        var firehose = handler.calls().stream().filter(call -> call.method().name().equals("firehose")).findFirst().orElseThrow();
        assertThat(firehose.consumes()).containsExactly("application/json");
        assertThat(firehose.produces()).containsExactly("application/json; charset=utf-8");
        assertThat(firehose.parameters()).map(Object::toString)
            .containsExactly("body: JSON of " + SampleHandler.Plain.class.getName(), "header X-Key: String, optional");
    }

    @PathPrefix("/prefix/")
    static class Prefixed {

        @Get("/a")
        @Path("/b/:c")
        public String both(@Param("c") String c) {
            return c;
        }
    }

    @Test
    void prefixesPathsAndKnowsBothSpellingsOfVariables() throws Exception {
        var handler = new HandlerReader(Index.of(Prefixed.class), problem -> {
        }).read().get(0);

        assertThat(handler.calls().get(0).paths()).containsExactly("/prefix/a", "/prefix/b/{c}");
        assertThat(handler.calls().get(0).parameters()).map(Object::toString).containsExactly("path c: String");
    }

    static class Unsupported {

        @Get("/a")
        public String map(@Param("all") Map<String, String> all) {
            return all.toString();
        }

        @Post("/b")
        public String body(List<String> lines) {
            return lines.toString();
        }

        @Get("/c")
        public int number() {
            return 1;
        }

        @Get("/d")
        @ProducesJson
        public String json() {
            return "{}";
        }

        @Get("regex:/e.*")
        public HttpResponse pattern() {
            return HttpResponse.of(200);
        }
    }

    @Test
    void namesWhatHasNoConverter() throws Exception {
        var problems = new ArrayList<ProblemBuildItem>();
        var handler = new HandlerReader(Index.of(Unsupported.class), problems::add).read().get(0);

        assertThat(handler.calls()).isEmpty();
        assertThat(problems).map(ProblemBuildItem::describe).allMatch(text -> text.startsWith(Unsupported.class.getName() + " - [HTTP_ENDPOINT] method "));
        assertThat(problems).map(ProblemBuildItem::describe).anyMatch(text -> text.contains("method map has parameter all of type java.util.Map"))
            .anyMatch(text -> text.contains("method body has parameter lines of type java.util.List<java.lang.String>"))
            .anyMatch(text -> text.contains("method number has return type int, for which there is no converter"))
            .anyMatch(text -> text.contains("method json has return type java.lang.String and a declared content type"))
            .anyMatch(text -> text.contains("method pattern has the path pattern 'regex:/e.*'"));
    }
}
