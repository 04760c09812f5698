// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.skyquark.oap.deployment.http.Handler.Call;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/** Reads Armeria's annotations from every handler class in the index. What has no converter is a problem and leaves the method out. */
final class HandlerReader {

    static final String PROBLEM = "HTTP_ENDPOINT";

    private final IndexView index;
    private final ClassFiles classes;
    private final Consumer<ProblemBuildItem> problems;

    HandlerReader(IndexView index, Consumer<ProblemBuildItem> problems) {
        this.index = index;
        this.classes = new ClassFiles(index);
        this.problems = problems;
    }

    /** All handler classes in the order of their names, their methods in the order of the source. */
    List<Handler> read() {
        Map<String, ClassInfo> types = new TreeMap<>();
        for (var verb : Armeria.VERBS) {
            for (var annotation : index.getAnnotations(verb)) {
                if (annotation.target().kind() == AnnotationTarget.Kind.METHOD) {
                    var type = annotation.target().asMethod().declaringClass();
                    types.put(type.name().toString(), type);
                }
            }
        }
        return types.values().stream().map(this::read).toList();
    }

    private Handler read(ClassInfo type) {
        var calls = new ArrayList<Call>();
        for (var method : type.methodsInDeclarationOrder()) {
            var verbs = Armeria.VERBS.stream().filter(method::hasDeclaredAnnotation).toList();
            if (!verbs.isEmpty()) {
                read(type, method, verbs, calls);
            }
        }
        var exceptionHandler = type.declaredAnnotation(Armeria.EXCEPTION_HANDLER);
        return new Handler(type, calls, exceptionHandler == null ? null : exceptionHandler.value().asClass().name().toString());
    }

    private void read(ClassInfo type, MethodInfo method, List<DotName> verbs, List<Call> calls) {
        try {
            var consumes = withOlderName(contentTypes(method, Armeria.CONSUMES, Armeria.CONSUMES_GROUP));
            var produces = contentTypes(method, Armeria.PRODUCES, Armeria.PRODUCES_GROUP);
            checkReturnType(method, produces);
            if (method.hasDeclaredAnnotation(Armeria.EXCEPTION_HANDLER)) {
                throw new Unsupported("an exception handler of its own", "only classes may declare one");
            }
            var paths = paths(type, method, verbs);
            var reader = new ParameterReader(classes, method, String.join(" ", paths));
            var parameters = method.parameters().stream().map(reader::read).toList();
            calls.add(new Call(method, verbs.stream().map(verb -> verb.withoutPackagePrefix().toUpperCase(Locale.ROOT)).toList(), paths, consumes,
                produces, parameters));
        } catch (Unsupported e) {
            problems.accept(new ProblemBuildItem(PROBLEM, type.name().toString(), 0, 0,
                "method " + method.name() + " has " + e.getMessage(), e.hint()));
        }
    }

    private void checkReturnType(MethodInfo method, List<String> produces) {
        var type = method.returnType();
        boolean response = type.name().equals(Armeria.HTTP_RESPONSE) || type.name().equals(Armeria.AGGREGATED_HTTP_RESPONSE);
        boolean converted = type.name().equals(DotName.STRING_NAME) || type.kind() == Type.Kind.CLASS && classes.isMessage(type.name());
        if (!response && !converted) {
            throw new Unsupported("return type " + type + ", for which there is no converter",
                "HttpResponse, AggregatedHttpResponse, String and protobuf messages can be answered");
        }
        if (converted && !produces.isEmpty()) {
            throw new Unsupported("return type " + type + " and a declared content type", "only responses can be declared to have a content type");
        }
    }

    private List<String> paths(ClassInfo type, MethodInfo method, List<DotName> verbs) {
        var declared = new ArrayList<String>();
        for (var verb : verbs) {
            add(declared, method.declaredAnnotation(verb));
        }
        add(declared, method.declaredAnnotation(Armeria.PATH));
        var repeated = method.declaredAnnotation(Armeria.PATHS);
        if (repeated != null) {
            for (var path : repeated.value().asNestedArray()) {
                add(declared, path);
            }
        }
        var prefix = type.declaredAnnotation(Armeria.PATH_PREFIX);
        var before = prefix == null ? "" : prefix.value().asString().replaceAll("/$", "");
        if (declared.isEmpty()) {
            throw new Unsupported("no path", "a verb annotation or @Path must name one");
        }
        return declared.stream().distinct().map(path -> before + normalize(path)).toList();
    }

    private static void add(List<String> paths, AnnotationInstance annotation) {
        if (annotation != null && annotation.value() != null && !annotation.value().asString().isEmpty()) {
            paths.add(annotation.value().asString());
        }
    }

    /** {@code /a/:b} is Armeria's other spelling of <code>/a/{b}</code>. */
    private static String normalize(String path) {
        if (!path.startsWith("/") || path.contains("{*") || path.contains("/:*")) {
            throw new Unsupported("the path pattern '" + path + "'", "only plain paths with variables for single segments are supported");
        }
        return path.replaceAll("/:([^/]+)", "/{$1}");
    }

    /** Content types named by the annotation itself, by its container, or by an annotation that carries it, such as {@code @ConsumesJson}. */
    private List<String> contentTypes(MethodInfo method, DotName annotation, DotName container) {
        var types = new ArrayList<String>();
        for (var declared : method.declaredAnnotations()) {
            collect(types, declared, annotation, container);
            var meta = declared.name().toString().startsWith("java.") ? null : classes.find(declared.name());
            if (meta != null) {
                meta.declaredAnnotations().forEach(inner -> collect(types, inner, annotation, container));
            }
        }
        types.sort(Comparator.naturalOrder());
        return types;
    }

    /** Zipkin's own reporters still say {@code application/x-protobuf}, which upstream takes for JSON and answers with status 400. */
    private static List<String> withOlderName(List<String> types) {
        if (types.contains("application/protobuf")) {
            types.add("application/x-protobuf");
        }
        return types;
    }

    private static void collect(List<String> types, AnnotationInstance candidate, DotName annotation, DotName container) {
        if (candidate.name().equals(annotation)) {
            types.add(candidate.value().asString());
        } else if (candidate.name().equals(container)) {
            for (var nested : candidate.value().asNestedArray()) {
                types.add(nested.value().asString());
            }
        }
    }

    /** Something about a method that has no counterpart here; the message goes on after "method x has". */
    static final class Unsupported extends RuntimeException {

        private final String hint;

        Unsupported(String message, String hint) {
            super(message, null, false, false);
            this.hint = hint;
        }

        String hint() {
            return hint;
        }
    }
}
