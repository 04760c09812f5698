// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.ParseAndValidate;
import io.quarkus.arc.Arc;
import io.skyquark.oap.server.graphql.GraphQlRequest.Refused;
import io.smallrye.graphql.JsonProviderHolder;
import io.smallrye.graphql.execution.ExecutionResponse;
import io.smallrye.graphql.execution.ExecutionResponseWriter;
import io.smallrye.graphql.execution.ExecutionService;
import io.smallrye.graphql.execution.context.SmallRyeContextManager;

/** {@code POST /graphql}: reads the request and writes the response as upstream's server does, and lets SmallRye GraphQL execute the query. */
public final class GraphQlHandler {

    /** The bean is there before OAP boots, but is asked for by the first request only, since it sets the query engine up. */
    private volatile ExecutionService service;

    @Blocking
    @Post("/graphql")
    public HttpResponse graphql(HttpRequest http, @Param("operations") Optional<String> operations, @Param("map") Optional<String> map) {
        var request = http.aggregate().join();
        var type = GraphQlAnswer.contentType(request.headers().accept());
        if (type == null) {
            return GraphQlAnswer.notAcceptable();
        }
        try {
            var asked = read(request, operations, map);
            return HttpResponse.of(execute(asked).handle((result, failure) ->
                failure == null ? GraphQlAnswer.of(result, type) : GraphQlAnswer.failed(failure, type)));
        } catch (Refused e) {
            return GraphQlAnswer.refused(e.status(), e.getMessage());
        }
    }

    private static GraphQlRequest read(AggregatedHttpRequest request, Optional<String> operations, Optional<String> map) throws Refused {
        return GraphQlRequest.read(request, operations.orElse(null), map.orElse(null));
    }

    private CompletionStage<ExecutionResult> execute(GraphQlRequest asked) {
        var input = JsonProviderHolder.JSON_PROVIDER.createObjectBuilder().add("query", asked.query());
        if (asked.operationName() != null) {
            input.add("operationName", asked.operationName());
        }
        var context = new HashMap<String, Object>();
        context.put(RequestVariables.KEY, asked.variables());
        var executed = new Executed(asked.query());
        try {
            service().executeAsync(input.build(), context, executed);
        } finally {
            SmallRyeContextManager.clearCurrentSmallRyeContext();
        }
        return executed.result;
    }

    private ExecutionService service() {
        if (service == null) {
            service = Arc.container().instance(ExecutionService.class).get();
        }
        return service;
    }

    /** Takes the result over from SmallRye. */
    private static final class Executed implements ExecutionResponseWriter {

        private final String query;
        private final CompletableFuture<ExecutionResult> result = new CompletableFuture<>();

        Executed(String query) {
            this.query = query;
        }

        @Override
        public void write(ExecutionResponse response) {
            // A result without an execution is SmallRye's word for a query that does not parse; it does not tell where.
            var parsed = response.getExecutionResult().isDataPresent() ? null : ParseAndValidate.parse(ExecutionInput.newExecutionInput(query).build());
            result.complete(parsed == null || !parsed.isFailure() ? response.getExecutionResult()
                : ExecutionResultImpl.newExecutionResult().addError(parsed.getSyntaxException().toInvalidSyntaxError()).build());
        }

        @Override
        public void fail(Throwable failure) {
            result.completeExceptionally(failure);
        }
    }
}
