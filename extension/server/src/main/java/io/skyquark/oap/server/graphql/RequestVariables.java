// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.Map;

import graphql.ExecutionInput;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;

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
        return variables == null ? input : input.transform(builder -> builder.variables(variables));
    }
}
