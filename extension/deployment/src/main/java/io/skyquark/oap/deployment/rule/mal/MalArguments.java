// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.front.Lowering;
import io.skyquark.oap.deployment.rule.front.Words;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.ValueType;
import io.skyquark.oap.deployment.rule.mal.MalFunction.Kind;

/**
 * Checks the arguments of MAL's functions. All but numbers and closures must be constants, since the metric that a rule defines follows from them; some of what
 * is refused here fails in upstream only when the first sample arrives.
 */
final class MalArguments {

    private static final String CODE = "MAL_ARGUMENTS";

    private MalArguments() {
    }

    /** @return false, with a finding, where an argument does not fit */
    static boolean check(MalFunction function, List<Expr> arguments, Lowering lowering, Position at) {
        var kinds = function.parameters();
        for (int i = 0; i < arguments.size(); i++) {
            var kind = kinds.get(Math.min(i, kinds.size() - 1));
            if (!fits(kind, arguments.get(i), function, lowering)) {
                return false;
            }
        }
        if (kinds.equals(List.of(Kind.LABELS))) {
            return labels(function, arguments, lowering, at);
        }
        if (function.name().equals("increase") || function.name().equals("rate")) {
            return duration(function, arguments.get(0), lowering);
        }
        return true;
    }

    private static boolean fits(Kind kind, Expr argument, MalFunction function, Lowering lowering) {
        var constant = argument instanceof Expr.Constant found ? found : null;
        boolean text = constant != null && constant.value() instanceof String;
        boolean none = constant != null && constant.value() == null;
        boolean fits = switch (kind) {
            case LABELS, OPTIONAL_TEXT -> text || none;
            case TEXT, DURATION -> text && !((String) constant.value()).isEmpty();
            case NUMBER -> argument.type().isNumber();
            case OPERAND -> argument.type().isNumber() || argument.type() == ValueType.FAMILY || argument.type() == ValueType.ANY && constant == null;
            case LIST -> elements(argument, String.class) && (!needed(function) || !((Expr.ListLiteral) argument).elements().isEmpty());
            case INTEGERS -> elements(argument, Integer.class) && !((Expr.ListLiteral) argument).elements().isEmpty();
            case LAYER -> constantOf(argument, "Layer");
            case RETAG -> constantOf(argument, "K8sRetagType");
            case DETECT_POINT -> constantOf(argument, "DetectPoint");
            case DOWNSAMPLING -> constantOf(argument, "DownsamplingType");
            case UNIT -> constantOf(argument, "TimeUnit");
            case TAGS, FILTER, EACH -> argument instanceof Expr.Function;
            case PROPERTIES -> none || argument instanceof Expr.Function;
        };
        if (!fits) {
            var culprit = element(kind, argument);
            lowering.problem(CODE, culprit.at(), "'" + function.name() + "' gets " + given(culprit) + (culprit == argument ? " where it takes " : " in ")
                + kind.words(),
                hint(kind, culprit, culprit != argument));
        } else if (argument instanceof Expr.Function closure) {
            return parameters(closure, kind, function, lowering);
        }
        return fits;
    }

    /** Groovy calls a closure with as many arguments as the function gives, and finds no method where the closure declares another number. */
    private static boolean parameters(Expr.Function closure, Kind kind, MalFunction function, Lowering lowering) {
        int given = kind == Kind.EACH ? 2 : 1;
        int declared = closure.closure().parameters().size();
        if (declared == given) {
            return true;
        }
        lowering.problem(CODE, closure.at(), "the closure of '" + function.name() + "' declares " + declared + (declared == 1 ? " parameter" : " parameters")
            + ", but is given " + given,
            kind == Kind.EACH ? "write {element, tags -> ...}" : "write {tags -> ...}");
        return false;
    }

    /** The element of a list that does not fit, where it is one that makes the argument not fit. */
    private static Expr element(Kind kind, Expr argument) {
        if (!(argument instanceof Expr.ListLiteral list) || kind != Kind.LIST && kind != Kind.INTEGERS) {
            return argument;
        }
        var type = kind == Kind.LIST ? String.class : Integer.class;
        return list.elements().stream().filter(element -> !(element instanceof Expr.Constant constant && type.isInstance(constant.value()))).findFirst()
            .orElse(argument);
    }

    private static String hint(Kind kind, Expr given, boolean element) {
        // What a text or a bare name was probably meant to be.
        var name = given instanceof Expr.Sample sample ? sample.name() : given instanceof Expr.Constant constant && constant.value() instanceof String text
            ? text : null;
        if (kind == Kind.LIST && name != null && !name.isEmpty()) {
            return element ? "write '" + name + "'" : "write ['" + name + "']";
        } else if (kind == Kind.LABELS || kind == Kind.NUMBER || kind == Kind.OPERAND) {
            boolean text = given instanceof Expr.Constant constant && constant.value() instanceof String;
            return text ? "leave the quotes out" : name != null && kind == Kind.LABELS ? "write '" + name + "'" : "";
        } else if (kind == Kind.DOWNSAMPLING && name != null) {
            return MalDialect.DOWNSAMPLINGS.contains(name) ? "write " + name : Nearest.hint(name, MalDialect.DOWNSAMPLINGS);
        } else if (kind == Kind.LAYER || kind == Kind.RETAG || kind == Kind.DETECT_POINT || kind == Kind.UNIT) {
            var type = kind.example().substring(0, kind.example().lastIndexOf('.') + 1);
            return name != null && name.matches("\\w+") ? "write " + type + name : "write " + kind.example();
        }
        return element ? "" : "write " + kind.example();
    }

    private static String given(Expr argument) {
        if (argument instanceof Expr.ListLiteral list) {
            return list.elements().isEmpty() ? "an empty list" : "a list";
        }
        var words = Words.a(argument);
        return words.equals("the text ''") ? "an empty text" : words;
    }

    private static boolean needed(MalFunction function) {
        return MalFunction.ENTITIES.contains(function.name());
    }

    private static boolean elements(Expr argument, Class<?> type) {
        return argument instanceof Expr.ListLiteral list
            && list.elements().stream().allMatch(element -> element instanceof Expr.Constant constant && type.isInstance(constant.value()));
    }

    private static boolean constantOf(Expr argument, String type) {
        return argument instanceof Expr.EnumConstant constant && constant.className().endsWith("." + type);
    }

    private static boolean labels(MalFunction function, List<Expr> arguments, Lowering lowering, Position at) {
        if (arguments.size() % 2 != 0) {
            lowering.problem(CODE, at, "'" + function.name() + "' is called with " + arguments.size() + (arguments.size() == 1 ? " text" : " texts")
                + ", but takes names and values of labels in pairs",
                "the value of the last label is missing");
            return false;
        }
        if (function.name().endsWith("Match")) {
            for (int i = 1; i < arguments.size(); i += 2) {
                if (!pattern(function, arguments.get(i), lowering)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean pattern(MalFunction function, Expr argument, Lowering lowering) {
        var text = (String) ((Expr.Constant) argument).value();
        if (text == null) {
            lowering.problem(CODE, argument.at(), "'" + function.name() + "' gets null where it takes a regular expression", "");
            return false;
        }
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            lowering.problem(CODE, argument.at(), "the regular expression '" + text + "' is not well-formed: " + e.getDescription(), "");
            return false;
        }
    }

    private static boolean duration(MalFunction function, Expr argument, Lowering lowering) {
        var text = (String) ((Expr.Constant) argument).value();
        try {
            Duration.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            lowering.problem(CODE, argument.at(), "'" + function.name() + "' gets the text '" + text + "' where it takes a duration",
                "write an ISO 8601 duration, for example 'PT1M'");
            return false;
        }
    }
}
