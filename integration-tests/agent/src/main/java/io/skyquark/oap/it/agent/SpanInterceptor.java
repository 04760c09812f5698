// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.agent;

import java.lang.reflect.Method;
import org.apache.skywalking.apm.agent.core.context.ContextManager;
import org.apache.skywalking.apm.agent.core.plugin.interceptor.enhance.EnhancedInstance;
import org.apache.skywalking.apm.agent.core.plugin.interceptor.enhance.InstanceMethodsAroundInterceptor;
import org.apache.skywalking.apm.agent.core.plugin.interceptor.enhance.MethodInterceptResult;

/** Opens a span before the method and closes it after, with the exception that the method threw. */
abstract class SpanInterceptor implements InstanceMethodsAroundInterceptor {

    /** Opens the span for a call with this first argument. */
    abstract void open(Object argument);

    /** Adds to the open span what the call's result tells. */
    void close(Object result) {
    }

    @Override
    public final void beforeMethod(EnhancedInstance instance, Method method, Object[] arguments, Class<?>[] types, MethodInterceptResult result) {
        open(arguments[0]);
    }

    @Override
    public final Object afterMethod(EnhancedInstance instance, Method method, Object[] arguments, Class<?>[] types, Object result) {
        close(result);
        ContextManager.stopSpan();
        return result;
    }

    @Override
    public final void handleMethodException(EnhancedInstance instance, Method method, Object[] arguments, Class<?>[] types, Throwable problem) {
        ContextManager.activeSpan().log(problem);
    }
}
