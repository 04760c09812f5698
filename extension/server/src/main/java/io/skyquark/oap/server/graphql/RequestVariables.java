// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.Map;

import graphql.ExecutionInput;
import graphql.execution.UnknownOperationException;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.language.Document;
import graphql.language.NodeUtil;
import io.smallrye.graphql.execution.context.SmallRyeContext;
import io.smallrye.graphql.execution.context.SmallRyeContextManager;

/**
 * Hands the variables of a request to graphql-java as Jackson read them. SmallRye would turn every number into a {@code BigDecimal}, which coercion treats, and
 * error texts name, otherwise than upstream's server.
 */
final class RequestVariables extends SimplePerformantInstrumentation {

    /** Key of the variables in the context of an execution. */
    static final String KEY = "oap.variables";

    @Override
    public ExecutionInput instrumentExecutionInput(ExecutionInput input, InstrumentationExecutionParameters parameters, InstrumentationState state) {
        Map<String, Object> variables = input.getGraphQLContext().get(KEY);
        SmallRyeContext context = input.getGraphQLContext().get(SmallRyeContextManager.CONTEXT);
        if (variables == null || variables.isEmpty() || context == null) {
            return input;
        }
        var document = context.unwrap(Document.class);
        if (document == null) {
            return input;
        }
        try {
            var operation = NodeUtil.getOperation(document, input.getOperationName()).operationDefinition;
            var converted = new LenientVariables(parameters.getSchema()).convert(operation, variables);
            return input.transform(builder -> builder.variables(converted));
        } catch (UnknownOperationException e) {
            // Executing it fails for the same reason and tells so.
            return input;
        }
    }
}
