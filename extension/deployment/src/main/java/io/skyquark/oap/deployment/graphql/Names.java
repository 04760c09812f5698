// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.lang.constant.ClassDesc;

import io.skyquark.oap.deployment.Generated;

/** Classes of the server artifact that generated code implements and calls, by name, and the names of the generated ones. */
final class Names {

    static final String SERVER = "io.skyquark.oap.server.graphql.";
    static final ClassDesc WIRING = ClassDesc.of(SERVER + "GraphQlWiring");
    static final ClassDesc RESOLVER_CALLS = ClassDesc.of(SERVER + "ResolverCalls");
    static final ClassDesc OBJECT_FIELDS = ClassDesc.of(SERVER + "ObjectFields");
    static final ClassDesc INPUT_READER = ClassDesc.of(SERVER + "InputReader");
    static final ClassDesc INPUT_VALUES = ClassDesc.of(SERVER + "InputValues");
    static final ClassDesc MODULE_MANAGER = ClassDesc.of("org.apache.skywalking.oap.server.library.module.ModuleManager");
    static final ClassDesc QUERY_CONFIG = ClassDesc.of("org.apache.skywalking.oap.query.graphql.GraphQLQueryConfig");
    static final ClassDesc ENVIRONMENT = ClassDesc.of(JavaTypes.ENVIRONMENT.toString());

    static final String PACKAGE = Generated.PACKAGE + ".graphql.";
    static final String GENERATED_WIRING = PACKAGE + "OapGraphQlWiring";
    static final ClassDesc GENERATED_INPUTS = ClassDesc.of(PACKAGE + "OapGraphQlInputs");

    private Names() {
    }

    /** {@code TopologyQueryCalls} for the resolver {@code TopologyQuery}. */
    static String calls(String resolver) {
        return PACKAGE + resolver.substring(resolver.lastIndexOf('.') + 1) + "Calls";
    }

    /** {@code TopologyFields} for the protocol type {@code Topology}. */
    static String fields(String type) {
        return PACKAGE + type + "Fields";
    }
}
