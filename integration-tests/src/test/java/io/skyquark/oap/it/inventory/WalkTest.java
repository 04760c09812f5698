// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Value;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.inventory.Inventory.GrpcMethod;
import io.skyquark.oap.it.inventory.Inventory.RootField;
import io.skyquark.oap.it.inventory.Inventory.Route;
import io.skyquark.oap.it.inventory.Walk.Call;
import io.skyquark.oap.it.inventory.Walk.Outcome;
import java.util.List;
import java.util.Map;
import org.apache.skywalking.apm.network.logging.v3.LogData;
import org.apache.skywalking.apm.network.logging.v3.LogDataBody;
import org.junit.jupiter.api.Test;

class WalkTest {

    private static final Route ROUTE = new Route("core", "GET", "/api/{name}/values", "Handler#values");
    private static final RootField FIELD = new RootField("Query", "version");

    private final Walk walk = new Walk(new Inventory(List.of(ROUTE), List.of(new GrpcMethod("Service/call")), List.of(FIELD)));

    @Test
    void whatIsNotCalledIsAProblem() {
        assertThat(walk.entries()).hasSize(3).allSatisfy(entry -> assertThat(walk.problems(entry)).containsExactly("the test has no input for it"));
    }

    @Test
    void oneAnswerIsEnoughUnlessACallFails() {
        walk.add(FIELD, new Call("a", "no data", Outcome.EMPTY, "[]"));
        assertThat(walk.problems(FIELD)).containsExactly("answered with nothing: no data [] (a)");
        walk.add(FIELD, new Call("b", "data", Outcome.ANSWERED, ""));
        assertThat(walk.problems(FIELD)).isEmpty();
        walk.add(FIELD, new Call("c", "error", Outcome.FAILED, "no such\nclass"));
        assertThat(walk.problems(FIELD)).containsExactly("error no such class (c)");
        walk.add(FIELD, new Call("c", "data", Outcome.ANSWERED, ""));
        assertThat(walk.problems(FIELD)).isEmpty();
    }

    @Test
    void httpFailsByStatusAndByWhatTheBodyTells() {
        assertThat(List.of(404, 405, 500)).allSatisfy(status -> assertThat(HttpWalk.call("a", status, true, "").outcome()).isEqualTo(Outcome.FAILED));
        assertThat(HttpWalk.call("a", 400, true, "no time").outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(HttpWalk.call("a", 200, false, "[]").outcome()).isEqualTo(Outcome.EMPTY);
        assertThat(HttpWalk.call("a", 200, true, "java.lang.ClassNotFoundException: a.B").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aRouteIsMetByPathsWithItsParameters() {
        assertThat(ROUTE.matches("GET", "/api/a.b/values")).isTrue();
        assertThat(ROUTE.matches("GET", "/api/a/b/values")).isFalse();
        assertThat(ROUTE.matches("POST", "/api/a/values")).isFalse();
    }

    @Test
    void aRefusalThatExplainsNothingIsOutdated() {
        var refusals = Refusals.parse("""
            # comment
            graphql Query.* | error *SQL* | a mistake in the SQL
            grpc *          | UNIMPLEMENTED * | not there
            """);
        assertThat(refusals.unexplained("graphql Query.version", List.of("error in SQL (a)", "error (b)"))).containsExactly("error (b)");
        assertThat(refusals.outdated()).hasSize(1).first().asString().startsWith("grpc *");
        assertThatThrownBy(() -> Refusals.parse("a | b | ")).hasMessage("not of the form entry | problem | why: a | b | ");
    }

    @Test
    void messagesHaveEveryFieldAndEveryAlternative() {
        var messages = new Messages(Json.of(Map.of("LogData.service", "it-walk", ".*Id", "walk-#"))).like(LogData.getDefaultInstance());
        assertThat(messages).extracting(message -> ((LogData) message).getBody().getContentCase())
            .containsExactly(LogDataBody.ContentCase.TEXT, LogDataBody.ContentCase.JSON, LogDataBody.ContentCase.YAML);
        assertThat(messages).allSatisfy(message -> {
            assertThat(((LogData) message).getService()).isEqualTo("it-walk");
            assertThat(((LogData) message).getTags().getData(0).getKey()).isEqualTo("walk-key");
            assertThat(message.getAllFields()).hasSameSizeAs(LogData.getDescriptor().getFields());
        });
        assertThat(new Messages(Json.of(Map.of())).like(Value.getDefaultInstance())).as("a type that contains itself").hasSize(6);
    }
}
