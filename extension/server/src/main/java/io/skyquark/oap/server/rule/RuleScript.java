// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/** Takes the place of Groovy's {@code DelegatingScript} in upstream's classes, which a hook remaps to it. */
public abstract class RuleScript {

    private Object delegate;

    public abstract Object run();

    public void setDelegate(Object delegate) {
        this.delegate = delegate;
    }

    public Object getDelegate() {
        return delegate;
    }
}
