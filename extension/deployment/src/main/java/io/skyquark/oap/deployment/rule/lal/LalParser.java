// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apache.skywalking.oap.log.analyzer.dsl.LALPrecompiledExtension;
import org.apache.skywalking.oap.log.analyzer.dsl.spec.LALDelegatingScript;
import org.apache.skywalking.oap.meter.analyzer.dsl.registry.ProcessRegistry;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.customizers.SecureASTCustomizer;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;

import groovy.lang.GroovyClassLoader;
import groovy.transform.CompileStatic;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.front.CallLowering;
import io.skyquark.oap.deployment.rule.ir.Stmt;
import io.skyquark.oap.deployment.rule.yaml.SourceText;

/**
 * Groovy's compiler as the front end of LAL, configured as upstream configures it: with the static type check and upstream's extension to it, so that what
 * upstream refuses is refused here, and the syntax tree says which method a call means. The class that it makes in the end is thrown away; making it refuses
 * a few scripts more.
 */
final class LalParser {

    static final List<Class<?>> RECEIVERS = List.of(Object.class, Map.class, List.class, Array.class, String.class, ProcessRegistry.class);

    private final CompilerConfiguration configuration = new CompilerConfiguration();
    private final GroovyClassLoader loader;

    LalParser() {
        configuration.addCompilationCustomizers(
            new ASTTransformationCustomizer(Map.of("extensions", List.of(LALPrecompiledExtension.class.getName(), CheckedScript.class.getName())),
                CompileStatic.class));
        var secure = new SecureASTCustomizer();
        secure.setDisallowedStatements(List.of(WhileStatement.class, DoWhileStatement.class, ForStatement.class));
        secure.setAllowedReceiversClasses(new ArrayList<>(RECEIVERS));
        configuration.addCompilationCustomizers(secure);
        configuration.setScriptBaseClass(LALDelegatingScript.class.getName());
        var imports = new ImportCustomizer();
        imports.addImport(ProcessRegistry.class.getSimpleName(), ProcessRegistry.class.getName());
        configuration.addCompilationCustomizers(imports);
        loader = new GroovyClassLoader(LalParser.class.getClassLoader(), configuration, false);
    }

    /**
     * @param lowering turns the checked statements of the script into the IR
     * @return null, with findings, where Groovy refuses the script
     */
    List<Stmt> compile(SourceText source, Findings findings, Function<List<Statement>, List<Stmt>> lowering) {
        var unit = new CompilationUnit(configuration, null, loader);
        unit.addSource("rule", source.toString());
        int before = findings.told();
        List<Stmt> lowered = new ArrayList<>();
        try {
            CheckedScript.during(() -> unit.compile(Phases.CLASS_GENERATION), script -> {
                var module = script.getModule();
                if (module.getClasses().size() != 1 || !module.getMethods().isEmpty()) {
                    findings.add("LAL_CONSTRUCT", source.at(0), "a rule defines no classes and no methods", "");
                } else {
                    lowered.addAll(lowering.apply(withoutOuterBlocks(script.getDeclaredMethods("run").get(0), source, findings)));
                }
            });
            return findings.told() == before ? lowered : null;
        } catch (CompilationFailedException e) {
            new LalDiagnosis(unit, source, findings).report(e);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            // Groovy's compiler is not proof against every text; a rule that breaks it cannot be compiled in upstream either.
            findings.add("LAL_SYNTAX", source.at(0), "Groovy's compiler fails on it: " + e, "");
        }
        return null;
    }

    /** A block of the script itself runs where it stands, with the filter as its delegate, so its statements are those of the script. */
    private static List<Statement> withoutOuterBlocks(MethodNode run, SourceText source, Findings findings) {
        var statements = run.getCode() instanceof BlockStatement block ? block.getStatements() : List.of(run.getCode());
        List<Statement> unwrapped = new ArrayList<>();
        for (var statement : statements) {
            var inner = outerBlock(statement);
            if (inner == null) {
                unwrapped.add(statement);
            } else if (statements.size() == 1) {
                unwrapped.addAll(inner instanceof BlockStatement block ? block.getStatements() : List.of(inner));
            } else {
                if (LalDiagnosis.returns(inner)) {
                    findings.add("LAL_CONSTRUCT", source.at(inner.getLineNumber(), inner.getColumnNumber()),
                        "'return' in one of several outer blocks is not supported", "write one filter block");
                }
                unwrapped.add(inner);
            }
        }
        return unwrapped;
    }

    private static Statement outerBlock(Statement statement) {
        if (!(statement instanceof ExpressionStatement evaluate && evaluate.getExpression() instanceof MethodCallExpression call && call.isImplicitThis())) {
            return null;
        }
        MethodNode method = call.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
        boolean outer = method != null && method.getDeclaringClass().getName().equals(LALDelegatingScript.class.getName());
        return outer && CallLowering.arguments(call.getArguments()).get(0) instanceof ClosureExpression closure ? closure.getCode() : null;
    }
}
