// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.List;

import org.apache.skywalking.oap.log.analyzer.dsl.Binding;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.yaml.SourceText;

/** Refuses assignments to the fields of the log: Groovy would find the setters by reflection, and the language has statements for it. */
final class LalAssignments extends CodeVisitorSupport {

    private final SourceText source;
    private final Findings findings;

    private LalAssignments(SourceText source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    static void check(List<Statement> statements, SourceText source, Findings findings) {
        var check = new LalAssignments(source, findings);
        statements.forEach(statement -> statement.visit(check));
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        if (Types.ofType(expression.getOperation().getType(), Types.ASSIGNMENT_OPERATOR) && expression.getLeftExpression() instanceof PropertyExpression property
            && property.getObjectExpression().getText().equals(Binding.KEY_LOG)) {
            findings.add("LAL_CONSTRUCT", source.at(expression.getLineNumber(), expression.getColumnNumber()),
                "'" + property.getText() + "' is assigned to, and LAL does not assign to the log", "use the statements of extractor, such as service");
        }
        super.visitBinaryExpression(expression);
    }
}
