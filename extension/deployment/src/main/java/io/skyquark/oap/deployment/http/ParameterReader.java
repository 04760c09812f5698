// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.util.List;
import java.util.Set;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;

import io.skyquark.oap.deployment.http.HandlerReader.Unsupported;
import io.skyquark.oap.deployment.http.Parameter.Source;

/** Decides how the parameters of one handler method get their values. */
final class ParameterReader {

    static final Set<String> CONVERTED_TYPES = Set.of("int", "long", "double", "boolean", "java.lang.Integer", "java.lang.Long", "java.lang.Double",
        "java.lang.Boolean", "java.lang.String");

    private static final DotName OPTIONAL = DotName.createSimple("java.util.Optional");
    private static final DotName LIST = DotName.createSimple("java.util.List");

    private final ClassFiles classes;
    private final MethodInfo method;
    private final String paths;

    /** @param paths the text that tells which names are path variables */
    ParameterReader(ClassFiles classes, MethodInfo method, String paths) {
        this.classes = classes;
        this.method = method;
        this.paths = paths;
    }

    Parameter read(MethodParameterInfo parameter) {
        var param = parameter.declaredAnnotation(Armeria.PARAM);
        if (param != null) {
            var name = name(parameter, param);
            return text(parameter, paths.contains("{" + name + "}") ? Source.PATH : Source.PARAM, name);
        }
        var header = parameter.declaredAnnotation(Armeria.HEADER);
        if (header != null) {
            return text(parameter, Source.HEADER, name(parameter, header));
        }
        if (parameter.type().name().equals(Armeria.SERVICE_REQUEST_CONTEXT)) {
            return new Parameter.Context();
        }
        if (parameter.type().name().equals(Armeria.HTTP_REQUEST)) {
            return new Parameter.Request();
        }
        return body(parameter);
    }

    private static String name(MethodParameterInfo parameter, AnnotationInstance annotation) {
        var name = annotation.value() == null ? parameter.name() : annotation.value().asString();
        if (name == null) {
            throw new Unsupported("a parameter without a name at position " + parameter.position(), "the annotation must name it");
        }
        return name;
    }

    private Parameter text(MethodParameterInfo parameter, Source source, String name) {
        boolean optional = parameter.type().name().equals(OPTIONAL);
        var type = optional ? parameter.type().asParameterizedType().arguments().get(0) : parameter.type();
        var found = type.kind() == Type.Kind.CLASS ? classes.find(type.name()) : null;
        boolean constants = found != null && found.isEnum();
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE || !constants && !CONVERTED_TYPES.contains(type.name().toString())) {
            throw unsupported(parameter, name);
        }
        var fallback = parameter.declaredAnnotation(Armeria.DEFAULT);
        boolean nullable = parameter.declaredAnnotations().stream().anyMatch(annotation -> annotation.name().toString().endsWith(".Nullable"));
        var defaultValue = fallback == null || fallback.value() == null ? null : fallback.value().asString();
        return new Parameter.Text(source, name, type.name().toString(), constants, optional, optional || nullable || fallback != null, defaultValue);
    }

    private Parameter body(MethodParameterInfo parameter) {
        var type = parameter.type();
        var converter = method.declaredAnnotation(Armeria.REQUEST_CONVERTER);
        if (converter != null && type.kind() == Type.Kind.CLASS) {
            return new Parameter.Converted(converter.value().asClass().name().toString(), type.name().toString());
        }
        if (type.kind() == Type.Kind.CLASS && classes.isMessage(type.name())) {
            return new Parameter.Message(type.name().toString());
        }
        if (type.name().equals(LIST) && type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            List<Type> arguments = type.asParameterizedType().arguments();
            if (classes.isMessage(arguments.get(0).name())) {
                return new Parameter.Messages(arguments.get(0).name().toString());
            }
        }
        var plain = type.kind() == Type.Kind.CLASS ? classes.find(type.name()) : null;
        if (plain == null || plain.isInterface() || plain.isAbstract() || !plain.hasNoArgsConstructor() || type.name().toString().startsWith("java.")) {
            throw unsupported(parameter, parameter.name() == null ? "#" + parameter.position() : parameter.name());
        }
        return new Parameter.Json(type.name().toString());
    }

    private static Unsupported unsupported(MethodParameterInfo parameter, String name) {
        return new Unsupported("parameter " + name + " of type " + parameter.type() + ", for which there is no converter",
            "text arguments may be String, int, long, double, boolean, their boxes, enums and Optionals of these; "
                + "bodies may be protobuf messages, lists of them and plain classes");
    }
}
