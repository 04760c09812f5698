// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.util.List;
import java.util.Map;

import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.ClassNodeResolver;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

import groovy.lang.GroovyClassLoader;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.ir.Position;
import io.skyquark.oap.deployment.rule.yaml.SourceText;

/**
 * Groovy's own parser as the front end: a rule parses here exactly as it does in upstream. It goes on until names are resolved, so that a class that does
 * not exist is refused by Groovy too; nothing is generated.
 */
public final class GroovyParser {

    private final CompilerConfiguration configuration = new CompilerConfiguration();
    private final GroovyClassLoader loader;
    /** Shared by all rules, since it remembers, and most names that it is asked for are those of samples and labels: no classes. */
    private final ClassNodeResolver classes = new ClassNodeResolver();

    /** @param imports simple name to the class that rules of a kind may use by it */
    public GroovyParser(Map<String, String> imports) {
        var customizer = new ImportCustomizer();
        imports.forEach(customizer::addImport);
        configuration.addCompilationCustomizers(customizer);
        loader = new GroovyClassLoader(GroovyParser.class.getClassLoader(), configuration, false);
    }

    /** The statements of a script, or null, with findings, where Groovy refuses it. */
    public List<Statement> parse(SourceText source, Findings findings) {
        var unit = new CompilationUnit(configuration, null, loader);
        unit.setClassNodeResolver(classes);
        unit.addSource("rule", source.toString());
        try {
            unit.compile(Phases.CANONICALIZATION);
            var module = unit.getAST().getModules().get(0);
            if (module.getClasses().size() != 1 || !module.getMethods().isEmpty()) {
                findings.add("RULE_CONSTRUCT", source.at(0), "a rule defines no classes and no methods", "");
                return null;
            }
            var code = module.getClasses().get(0).getDeclaredMethods("run").get(0).getCode();
            return code instanceof BlockStatement block ? block.getStatements() : List.of(code);
        } catch (MultipleCompilationErrorsException e) {
            e.getErrorCollector().getErrors().forEach(error -> report(error, source, findings));
        } catch (CompilationFailedException e) {
            findings.add("RULE_SYNTAX", source.at(0), firstLine(e.getMessage()), "");
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            // Groovy's parser is not proof against every text; a rule that breaks it cannot be compiled in upstream either.
            findings.add("RULE_SYNTAX", source.at(0), "Groovy's parser fails on it: " + e, "");
        }
        return null;
    }

    private static void report(Message error, SourceText source, Findings findings) {
        if (error instanceof SyntaxErrorMessage syntax) {
            var cause = syntax.getCause();
            findings.add("RULE_SYNTAX", source.at(cause.getStartLine(), cause.getStartColumn()), firstLine(cause.getOriginalMessage()), "");
        } else {
            var text = new java.io.StringWriter();
            error.write(new java.io.PrintWriter(text, true));
            findings.add("RULE_SYNTAX", source.at(0), firstLine(text.toString()), "");
        }
    }

    /** Groovy adds the source and a position in the text that it was given, neither of which a person knows. */
    private static String firstLine(String message) {
        var line = message == null ? "Groovy refuses it" : message.lines().map(String::strip).filter(part -> !part.isEmpty()).findFirst().orElse("Groovy refuses it");
        int place = line.indexOf(" @ line ");
        return place < 0 ? line : line.substring(0, place);
    }

    /** Where nothing else is known. */
    static Position start(SourceText source) {
        return source.at(0);
    }
}
