// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.LoopingStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Token;

import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.ir.Closure;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.ir.Local;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.Stmt;
import io.skyquark.oap.deployment.rule.ir.ValueType;
import io.skyquark.oap.deployment.rule.yaml.SourceText;

/**
 * Turns the syntax tree of a rule into the IR: statements and closures here, expressions in {@link ExpressionLowering}. Whatever has no counterpart becomes
 * a finding, and the lowering goes on, so that all problems of a rule come at once.
 */
public final class Lowering {

    /** Stands for what could not be lowered; whoever meets it stays silent, since a finding told it already. */
    public static final Expr BROKEN = new Expr.Constant(null, ValueType.ANY, Position.NONE);

    private static final int MAX_PARAMETERS = 2;
    static final int MAX_DEPTH = 200;

    private final Dialect dialect;
    private final SourceText source;
    private final Findings findings;
    private final String rule;
    private final ExpressionLowering expressions = new ExpressionLowering(this);
    private Scope scope = Scope.script();
    private int locals;
    private int closures;
    private int depth;

    /** @param rule name of the rule, after which closures are named */
    public Lowering(Dialect dialect, SourceText source, Findings findings, String rule) {
        this.dialect = dialect;
        this.source = source;
        this.findings = findings;
        this.rule = rule;
    }

    public List<Stmt> script(List<Statement> statements) {
        return statements(statements);
    }

    /** As a script, where the closure that a script ends with gets the labels of a sample. */
    public List<Stmt> filter(List<Statement> statements) {
        if (statements.size() == 1 && statements.get(0) instanceof ExpressionStatement only && only.getExpression() instanceof ClosureExpression closure) {
            return List.of(new Stmt.Evaluate(closure(closure, ValueType.MAP)));
        }
        return statements(statements);
    }

    public Expr expression(Expression expression) {
        // The parser takes any depth, the generator's and our own recursion do not.
        if (++depth > MAX_DEPTH) {
            depth--;
            return construct(at(expression), "the rule is nested too deeply", "break it into smaller ones");
        }
        try {
            return expressions.lower(expression);
        } finally {
            depth--;
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    public Position at(ASTNode node) {
        return node.getLineNumber() > 0 ? source.at(node.getLineNumber(), node.getColumnNumber()) : source.at(0);
    }

    Position at(Token token) {
        return source.at(token.getStartLine(), token.getStartColumn());
    }

    /** Tells a problem and gives what stands for the broken expression. */
    public Expr problem(String code, Position at, String message, String hint) {
        findings.add(code, at, message, hint);
        return BROKEN;
    }

    public Expr construct(Position at, String message, String hint) {
        return problem("RULE_CONSTRUCT", at, message, hint);
    }

    public Local find(String name) {
        return scope.find(name);
    }

    /** Names of the variables that can be seen at this place. */
    public Set<String> names() {
        return scope.names();
    }

    /** How many closures surround this place. */
    public int closureDepth() {
        return scope.depth() - 1;
    }

    private List<Stmt> statements(List<Statement> statements) {
        List<Stmt> lowered = new ArrayList<>();
        for (var statement : statements) {
            add(statement, lowered);
        }
        return lowered;
    }

    private void add(Statement statement, List<Stmt> to) {
        if (statement instanceof ExpressionStatement evaluate) {
            to.add(evaluate(evaluate.getExpression()));
        } else if (statement instanceof ReturnStatement end) {
            var value = end.getExpression();
            to.add(new Stmt.Return(value == null || value instanceof EmptyExpression ? null : expression(value)));
        } else if (statement instanceof IfStatement choice) {
            var test = expression(choice.getBooleanExpression().getExpression());
            to.add(new Stmt.If(test, inBlock(() -> branch(choice.getIfBlock())), inBlock(() -> branch(choice.getElseBlock()))));
        } else if (statement instanceof BlockStatement block) {
            to.addAll(inBlock(() -> statements(block.getStatements())));
        } else if (!(statement instanceof EmptyStatement)) {
            refuse(statement);
        }
    }

    private List<Stmt> branch(Statement statement) {
        return statement instanceof BlockStatement block ? statements(block.getStatements()) : statements(List.of(statement));
    }

    private <T> T inBlock(Supplier<T> body) {
        var outer = scope;
        scope = scope.block();
        try {
            return body.get();
        } finally {
            scope = outer;
        }
    }

    private Stmt evaluate(Expression expression) {
        if (expression instanceof DeclarationExpression declaration) {
            return declare(declaration);
        }
        if (expression instanceof PostfixExpression step) {
            return new Stmt.Evaluate(expressions.step(step.getExpression(), step.getOperation().getText(), at(step)));
        }
        if (expression instanceof PrefixExpression step) {
            return new Stmt.Evaluate(expressions.step(step.getExpression(), step.getOperation().getText(), at(step)));
        }
        return new Stmt.Evaluate(expression(expression));
    }

    private Stmt declare(DeclarationExpression declaration) {
        if (declaration.isMultipleAssignmentDeclaration()) {
            return new Stmt.Evaluate(construct(at(declaration), "several variables in one declaration are not supported", "declare them one by one"));
        }
        var variable = declaration.getVariableExpression();
        var type = variable.isDynamicTyped() ? ValueType.ANY : Types.of(variable.getOriginType());
        boolean empty = declaration.getRightExpression() instanceof EmptyExpression;
        var value = empty ? null : expression(declaration.getRightExpression());
        if (value != null && value.type() == ValueType.FAMILY) {
            type = ValueType.FAMILY;
        } else if (value != null && !variable.isDynamicTyped()) {
            value = expressions.strict(value, variable.getOriginType(), at(declaration));
        }
        return new Stmt.Declare(declare(variable, type), value);
    }

    private Local declare(VariableExpression variable, ValueType type) {
        return scope.declare(locals++, variable.getName(), type, variable.isClosureSharedVariable());
    }

    private void refuse(Statement statement) {
        var at = at(statement);
        if (statement instanceof LoopingStatement) {
            construct(at, "loops are not allowed in rules", "use functions of lists and maps, such as each, collect or findAll");
            return;
        }
        var name = statement.getClass().getSimpleName().replace("Statement", "");
        construct(at, "'" + (name.equals("TryCatch") ? "try" : name.toLowerCase(java.util.Locale.ROOT)) + "' is not supported in rules",
            name.equals("Switch") ? "use if and else" : "");
    }

    /** A closure; {@code parameters} are what its caller gives it, of which it may declare fewer. */
    public Expr closure(ClosureExpression closure, ValueType... parameters) {
        var outer = scope;
        scope = scope.closure();
        try {
            var name = rule + "_closure" + ++closures;
            List<Local> declared = new ArrayList<>();
            var given = closure.getParameters();
            if (given == null || given.length == 0 && closure.isParameterSpecified()) {
                // { -> } takes nothing; Groovy tells it from {} by a missing array.
            } else if (given.length == 0) {
                declared.add(scope.declare(locals++, "it", type(parameters, 0), uses(closure, "it")));
            } else {
                if (given.length > MAX_PARAMETERS) {
                    construct(at(given[MAX_PARAMETERS]), "a closure of a rule takes at most two parameters", "");
                }
                for (int i = 0; i < Math.min(given.length, MAX_PARAMETERS); i++) {
                    declared.add(parameter(given[i], type(parameters, i)));
                }
            }
            var body = closure.getCode() instanceof BlockStatement block ? statements(block.getStatements()) : statements(List.of(closure.getCode()));
            return new Expr.Function(new Closure(name, declared, body, scope.captured()), at(closure));
        } finally {
            scope = outer;
        }
    }

    private Local parameter(Parameter parameter, ValueType given) {
        if (parameter.hasInitialExpression()) {
            construct(at(parameter), "a parameter of a closure has no default value in rules", "");
        }
        ClassNode declared = parameter.getType();
        var type = parameter.isDynamicTyped() || given != ValueType.ANY ? given : Types.of(declared);
        return scope.declare(locals++, parameter.getName(), type, parameter.isClosureSharedVariable());
    }

    private static ValueType type(ValueType[] types, int index) {
        return index < types.length ? types[index] : ValueType.ANY;
    }

    /** Groovy does not say whether an inner closure uses the implicit parameter, so it is taken to be shared where there is an inner closure at all. */
    private static boolean uses(ClosureExpression closure, String name) {
        var found = new boolean[1];
        closure.getCode().visit(new org.codehaus.groovy.ast.CodeVisitorSupport() {
            @Override
            public void visitClosureExpression(ClosureExpression inner) {
                found[0] = true;
            }
        });
        return found[0];
    }
}
