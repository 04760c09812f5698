// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.ClassNodeResolver;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

import groovy.lang.GroovyClassLoader;
import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.yaml.SourceText;

/**
 * Groovy's own parser as the front end: a rule parses here exactly as it does in upstream. It goes on until names are resolved, so that a class that does
 * not exist is refused by Groovy too; nothing is generated.
 */
public final class GroovyParser {

    private static final String SYNTAX = "RULE_SYNTAX";
    private static final String TOO_DEEP = "the rule is nested too deeply";
    private static final String FLATTEN = "break it into smaller ones";
    private static final String REFUSED = "Groovy refuses it";
    private static final String CHARACTER = "Unexpected character";
    private static final String UNRESOLVED = "unable to resolve class";
    private static final String DECLARED = "The current scope already contains a variable of the name ";

    private final CompilerConfiguration configuration = new CompilerConfiguration();
    private final GroovyClassLoader loader;
    /** Shared by all rules, since it remembers, and most names that it is asked for are those of samples and labels: no classes. */
    private final ClassNodeResolver classes = new ClassNodeResolver();
    private final Set<String> classNames;

    /** @param imports simple name to the class that rules of a kind may use by it */
    public GroovyParser(Map<String, String> imports) {
        var customizer = new ImportCustomizer();
        imports.forEach(customizer::addImport);
        classNames = new TreeSet<>(imports.keySet());
        classNames.addAll(Types.simpleNames());
        configuration.addCompilationCustomizers(customizer);
        loader = new GroovyClassLoader(GroovyParser.class.getClassLoader(), configuration, false);
    }

    /** The statements of a script, or null, with findings, where Groovy refuses it. */
    public List<Statement> parse(SourceText source, Findings findings) {
        int deep = RuleTokens.nesting(source.toString(), Lowering.MAX_DEPTH);
        if (deep >= 0) {
            findings.add("RULE_CONSTRUCT", source.at(deep), TOO_DEEP, FLATTEN);
            return null;
        }
        var unit = new CompilationUnit(configuration, null, loader);
        unit.setClassNodeResolver(classes);
        unit.addSource("rule", source.toString());
        try {
            unit.compile(Phases.CANONICALIZATION);
            var module = unit.getAST().getModules().get(0);
            if (definesMore(module, source, findings)) {
                return null;
            }
            var code = module.getClasses().get(0).getDeclaredMethods("run").get(0).getCode();
            return code instanceof BlockStatement block ? block.getStatements() : List.of(code);
        } catch (MultipleCompilationErrorsException e) {
            e.getErrorCollector().getErrors().forEach(error -> report(error, source, findings));
        } catch (StackOverflowError e) {
            findings.add("RULE_CONSTRUCT", source.at(0), TOO_DEEP, FLATTEN);
        } catch (RuntimeException | AssertionError e) {
            // Groovy's parser is not proof against every text; a rule that breaks it cannot be compiled in upstream either.
            var mistake = SyntaxDiagnosis.of(source);
            findings.add(SYNTAX, source.at(mistake == null ? 0 : mistake.offset()), mistake == null ? "Groovy's parser cannot read it" : mistake.message(),
                mistake == null ? "" : mistake.hint());
        }
        return null;
    }

    private static boolean definesMore(ModuleNode module, SourceText source, Findings findings) {
        for (var type : module.getClasses().subList(1, module.getClasses().size())) {
            findings.add("RULE_CONSTRUCT", source.at(type.getLineNumber(), type.getColumnNumber()), "'" + type.getNameWithoutPackage()
                + "' is defined as a class, but a rule defines no classes", "");
        }
        for (var method : module.getMethods()) {
            findings.add("RULE_CONSTRUCT", source.at(method.getLineNumber(), method.getColumnNumber()), "'" + method.getName()
                + "' is defined as a method, but a rule defines no methods", "");
        }
        return module.getClasses().size() > 1 || !module.getMethods().isEmpty();
    }

    private void report(Message error, SourceText source, Findings findings) {
        if (!(error instanceof SyntaxErrorMessage syntax)) {
            var text = new StringWriter();
            error.write(new PrintWriter(text, true));
            findings.add(SYNTAX, source.at(0), firstLine(text.toString()), "");
            return;
        }
        var cause = syntax.getCause();
        var at = source.at(cause.getStartLine(), cause.getStartColumn());
        var message = firstLine(cause.getOriginalMessage());
        if (message.startsWith("Unexpected") || message.startsWith("Missing")) {
            unexpected(message, source.offset(cause.getStartLine(), cause.getStartColumn()), source, findings);
        } else if (message.startsWith(UNRESOLVED)) {
            var name = message.substring(UNRESOLVED.length()).strip();
            findings.add("RULE_CLASS", at, "there is no class '" + name + "'", Nearest.hint(name, classNames));
        } else if (message.startsWith(DECLARED)) {
            findings.add("RULE_VARIABLE", at, "the variable '" + message.substring(DECLARED.length()) + "' is declared already", "use another name");
        } else {
            findings.add(SYNTAX, at, message, "");
        }
    }

    private static void unexpected(String message, int offset, SourceText source, Findings findings) {
        if (message.startsWith(CHARACTER)) {
            var place = Math.min(offset, source.toString().length() - 1);
            int c = source.toString().codePointAt(place);
            if (c != '\'' && c != '"') {
                boolean visible = Character.isLetterOrDigit(c) || c > ' ' && c < 127 || Character.getType(c) == Character.OTHER_SYMBOL || isQuote(c);
                var shown = visible ? "'" + Character.toString(c) + "'" : String.format("U+%04X", c);
                findings.add(SYNTAX, source.at(place), "the character " + shown + " means nothing here", isQuote(c) ? "write '" : "remove it");
                return;
            }
        }
        var mistake = SyntaxDiagnosis.of(source);
        if (mistake != null) {
            findings.add(SYNTAX, source.at(mistake.offset()), mistake.message(), mistake.hint());
            return;
        }
        var token = RuleTokens.of(source.toString()).at(offset);
        findings.add(SYNTAX, source.at(offset), token == null ? "the rule ends too early" : "'" + ExpressionLowering.clip(token.text())
            + "' is not expected here", "");
    }

    /** Quotes that a word processor makes of plain ones, and the backtick. */
    private static boolean isQuote(int c) {
        return c >= 0x2018 && c <= 0x201f || c == '`' || c == 0xb4;
    }

    /** Groovy adds the source and a position in the text that it was given, neither of which a person knows. */
    private static String firstLine(String message) {
        var line = message == null ? REFUSED : message.lines().map(String::strip).filter(part -> !part.isEmpty()).findFirst().orElse(REFUSED);
        int place = line.indexOf(" @ line ");
        return place < 0 ? line : line.substring(0, place);
    }
}
