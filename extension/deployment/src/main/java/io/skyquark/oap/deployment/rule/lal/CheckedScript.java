// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.function.Consumer;

import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;

/**
 * Sees a script when its types have been checked and Groovy has not yet changed the syntax tree for its own generator, where an operator is a call of Groovy's
 * run time. Groovy makes instances by the name of the class, so who waits for the script is known by thread.
 */
public final class CheckedScript extends AbstractTypeCheckingExtension {

    private static final ThreadLocal<Consumer<ClassNode>> WAITING = new ThreadLocal<>();

    private ClassNode script;

    public CheckedScript(StaticTypeCheckingVisitor visitor) {
        super(visitor);
    }

    /** Runs a compilation; the consumer gets the class of the script, unless the check found errors. */
    static void during(Runnable compilation, Consumer<ClassNode> consumer) {
        WAITING.set(consumer);
        try {
            compilation.run();
        } finally {
            WAITING.remove();
        }
    }

    @Override
    public void afterVisitClass(ClassNode node) {
        if (node.isScript()) {
            script = node;
        }
    }

    @Override
    public void finish() {
        var consumer = WAITING.get();
        if (script != null && consumer != null && !typeCheckingVisitor.getTypeCheckingContext().getErrorCollector().hasErrors()) {
            consumer.accept(script);
        }
    }
}
