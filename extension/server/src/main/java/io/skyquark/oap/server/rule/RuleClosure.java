// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/**
 * Takes the place of Groovy's closure in upstream's classes, which a hook remaps to it: the methods are those that upstream calls, with Groovy's names.
 * A closure of a rule file is a {@link CompiledClosure}.
 *
 * @param <V> what a call returns
 */
public abstract class RuleClosure<V> {

    private Object delegate;

    public V call() {
        return call(null, null);
    }

    public V call(Object argument) {
        return call(argument, null);
    }

    public V call(Object... arguments) {
        return call(arguments.length > 0 ? arguments[0] : null, arguments.length > 1 ? arguments[1] : null);
    }

    /** Runs the body; parameters that it does not declare are ignored. */
    protected abstract V call(Object first, Object second);

    /** How many parameters the body declares; one for the implicit {@code it}. Methods of maps give a closure of two the key and the value. */
    public int parameters() {
        return 1;
    }

    /** Groovy makes a copy with another delegate; the compiler knows at augmentation what a name refers to, so the closure itself is as good. */
    public RuleClosure<V> rehydrate(Object delegate, Object owner, Object self) {
        return this;
    }

    public void setDelegate(Object delegate) {
        this.delegate = delegate;
    }

    public Object getDelegate() {
        return delegate;
    }
}
