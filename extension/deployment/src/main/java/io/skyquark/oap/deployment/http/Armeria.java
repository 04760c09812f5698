// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.util.List;

import org.jboss.jandex.DotName;

/** Names of the Armeria types that upstream's handler classes mention. Only their names are used: Armeria's server is not there at augmentation. */
final class Armeria {

    private static final String ANNOTATION = "com.linecorp.armeria.server.annotation.";
    private static final String COMMON = "com.linecorp.armeria.common.";

    /** Annotations whose simple name is the HTTP method. */
    static final List<DotName> VERBS = List.of(annotation("Get"), annotation("Post"), annotation("Put"), annotation("Delete"), annotation("Patch"),
        annotation("Head"), annotation("Options"), annotation("Trace"));

    static final DotName PATH = annotation("Path");
    static final DotName PATHS = annotation("Paths");
    static final DotName PATH_PREFIX = annotation("PathPrefix");
    static final DotName PARAM = annotation("Param");
    static final DotName HEADER = annotation("Header");
    static final DotName DEFAULT = annotation("Default");
    static final DotName CONSUMES = annotation("Consumes");
    static final DotName CONSUMES_GROUP = annotation("ConsumesGroup");
    static final DotName PRODUCES = annotation("Produces");
    static final DotName PRODUCES_GROUP = annotation("ProducesGroup");
    static final DotName EXCEPTION_HANDLER = annotation("ExceptionHandler");
    static final DotName REQUEST_CONVERTER = annotation("RequestConverter");

    static final DotName SERVICE_REQUEST_CONTEXT = DotName.createSimple("com.linecorp.armeria.server.ServiceRequestContext");
    static final DotName EXCEPTION_HANDLER_FUNCTION = annotation("ExceptionHandlerFunction");
    static final DotName REQUEST_CONVERTER_FUNCTION = annotation("RequestConverterFunction");
    static final DotName HTTP_REQUEST = DotName.createSimple(COMMON + "HttpRequest");
    static final DotName HTTP_RESPONSE = DotName.createSimple(COMMON + "HttpResponse");
    static final DotName AGGREGATED_HTTP_RESPONSE = DotName.createSimple(COMMON + "AggregatedHttpResponse");

    private Armeria() {
    }

    private static DotName annotation(String name) {
        return DotName.createSimple(ANNOTATION + name);
    }
}
