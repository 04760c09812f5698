// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.yaml.SourceText;

/** Says of a script that Groovy refuses what is wrong in the words of LAL, at its place in the file. */
final class LalDiagnosis {

    private static final Pattern FORBIDDEN = Pattern.compile("Access to (\\S+)#(\\S+) is forbidden");
    private static final Pattern RECEIVER = Pattern.compile("Method calls not allowed on \\[(.+)]");

    private static final String TYPE_CHECK = "[Static type checking] - ";
    private static final String UNBALANCED = "the block is not closed, or something in it is not a statement";

    private final CompilationUnit unit;
    private final SourceText source;
    private final Findings findings;
    private final List<Position> told = new ArrayList<>();

    LalDiagnosis(CompilationUnit unit, SourceText source, Findings findings) {
        this.unit = unit;
        this.source = source;
        this.findings = findings;
    }

    void report(CompilationFailedException failure) {
        if (!(failure instanceof MultipleCompilationErrorsException several)) {
            findings.add("LAL_SYNTAX", source.at(0), firstLine(failure.getMessage()), "");
            return;
        }
        for (var error : several.getErrorCollector().getErrors()) {
            if (error instanceof SyntaxErrorMessage syntax) {
                var cause = syntax.getCause();
                syntax(cause.getStartLine(), cause.getStartColumn(), firstLine(cause.getOriginalMessage()));
            } else if (error instanceof ExceptionMessage exception) {
                refusal(exception.getCause());
            } else {
                var text = new StringWriter();
                error.write(new PrintWriter(text, true));
                findings.add("LAL_SYNTAX", source.at(0), firstLine(text.toString()), "");
            }
        }
    }

    private void syntax(int line, int column, String message) {
        var at = source.at(line, column);
        if (!message.startsWith(TYPE_CHECK)) {
            var forbidden = FORBIDDEN.matcher(message);
            if (forbidden.find()) {
                tell(at, LalTypeErrors.property(forbidden.group(2), forbidden.group(1)));
            } else {
                findings.add("LAL_SYNTAX", at, message, message.equals("Unexpected input: '{'") ? UNBALANCED : "");
            }
            return;
        }
        var text = message.substring(TYPE_CHECK.length());
        var unknown = LalTypeErrors.ofUnknownProperty(text) ? freeName(line, column) : null;
        if (unknown != null) {
            findings.add("RULE_VARIABLE", at, "there is no variable '" + unknown + "'", Nearest.hint(unknown, LalDialect.NAMES));
            return;
        }
        var explanation = new LalTypeErrors(blocks(line, column)).explain(text);
        // A mistake inside makes the type of what is around it unknown.
        boolean follows = explanation.ofUnknownType() && told.stream().anyMatch(place -> place.line() == at.line() && place.column() > at.column());
        if (!follows) {
            tell(at, explanation);
        }
    }

    private void tell(Position at, LalTypeErrors.Explanation explanation) {
        if (explanation != LalTypeErrors.FOLLOWS) {
            told.add(at);
            findings.add(explanation.code(), at, explanation.message(), explanation.hint());
        }
    }

    /** The name at a place, if it is none of a variable. */
    private String freeName(int line, int column) {
        var name = new String[1];
        visit(new CodeVisitorSupport() {
            @Override
            public void visitVariableExpression(VariableExpression variable) {
                if (variable.getLineNumber() == line && variable.getColumnNumber() == column && variable.getAccessedVariable() instanceof DynamicVariable
                    && !LalDialect.NAMES.contains(variable.getName())) {
                    name[0] = variable.getName();
                }
            }
        });
        return name[0];
    }

    /** Upstream's restrictions throw at the first violation and without a place; all violations of the kind are told. */
    private void refusal(Exception cause) {
        var message = firstLine(cause.getMessage());
        if (unit.getAST().getModules().stream().anyMatch(module -> module.getClasses().size() > 1)) {
            findings.add("LAL_CONSTRUCT", source.at(0), "a rule defines no classes and no methods", "");
            return;
        }
        int before = findings.told();
        visit(new CodeVisitorSupport() {
            @Override
            public void visitForLoop(ForStatement loop) {
                loop(loop);
                super.visitForLoop(loop);
            }

            @Override
            public void visitWhileLoop(WhileStatement loop) {
                loop(loop);
                super.visitWhileLoop(loop);
            }

            @Override
            public void visitDoWhileLoop(DoWhileStatement loop) {
                loop(loop);
                super.visitDoWhileLoop(loop);
            }

            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                var type = call.getObjectExpression().getType().getName();
                if (!call.isImplicitThis() && LalParser.RECEIVERS.stream().noneMatch(allowed -> allowed.getName().equals(type))) {
                    findings.add("LAL_CLASS", at(call.getMethod()), "'" + call.getMethodAsString() + "' is called on a value of type " + simple(type)
                        + ", and LAL calls methods only of what it parsed, texts, lists, maps and ProcessRegistry", "");
                }
                super.visitMethodCallExpression(call);
            }
        });
        if (findings.told() == before) {
            Matcher receiver = RECEIVER.matcher(message);
            findings.add("LAL_CONSTRUCT", source.at(0), receiver.find() ? "methods of " + receiver.group(1) + " cannot be called" : message, "");
        }
    }

    private void loop(Statement loop) {
        findings.add("LAL_LOOP", at(loop), "loops are not allowed in LAL", "use functions of lists and maps, such as each, collect or findAll");
    }

    private Position at(ASTNode node) {
        return node.getLineNumber() > 0 ? source.at(node.getLineNumber(), node.getColumnNumber()) : source.at(0);
    }

    static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }

    /** Names of the blocks around a place, the outermost first. */
    private List<String> blocks(int line, int column) {
        List<String> names = new ArrayList<>();
        visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (call.isImplicitThis()) {
                    call.getArguments().visit(new CodeVisitorSupport() {
                        @Override
                        public void visitClosureExpression(ClosureExpression closure) {
                            if (contains(closure, line, column)) {
                                names.add(call.getMethodAsString());
                            }
                        }
                    });
                }
                super.visitMethodCallExpression(call);
            }
        });
        return names;
    }

    private static boolean contains(ASTNode node, int line, int column) {
        boolean after = line > node.getLineNumber() || line == node.getLineNumber() && column >= node.getColumnNumber();
        return after && (line < node.getLastLineNumber() || line == node.getLastLineNumber() && column < node.getLastColumnNumber());
    }

    private void visit(CodeVisitorSupport visitor) {
        for (var module : unit.getAST().getModules()) {
            module.getStatementBlock().visit(visitor);
        }
    }

    static boolean returns(Statement block) {
        var found = new boolean[1];
        block.visit(new CodeVisitorSupport() {
            @Override
            public void visitReturnStatement(ReturnStatement statement) {
                found[0] = true;
            }

            @Override
            public void visitClosureExpression(ClosureExpression closure) {
                // A return in there ends the inner closure.
            }
        });
        return found[0];
    }

    /** Groovy adds the source and a place in the text that it was given, neither of which a person knows. */
    private static String firstLine(String message) {
        var line = message == null ? "Groovy refuses it" : message.lines().map(String::strip).filter(part -> !part.isEmpty()).findFirst().orElse("Groovy refuses it");
        int place = line.indexOf(" @ line ");
        return (place < 0 ? line : line.substring(0, place)).strip();
    }
}
