// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.agent;

import static org.apache.skywalking.apm.agent.core.plugin.match.NameMatch.byName;
import static org.apache.skywalking.apm.dependencies.net.bytebuddy.matcher.ElementMatchers.named;

import org.apache.skywalking.apm.agent.core.plugin.interceptor.ConstructorInterceptPoint;
import org.apache.skywalking.apm.agent.core.plugin.interceptor.InstanceMethodsInterceptPoint;
import org.apache.skywalking.apm.agent.core.plugin.interceptor.enhance.ClassInstanceMethodsEnhancePluginDefine;
import org.apache.skywalking.apm.agent.core.plugin.match.ClassMatch;
import org.apache.skywalking.apm.dependencies.net.bytebuddy.description.method.MethodDescription;
import org.apache.skywalking.apm.dependencies.net.bytebuddy.matcher.ElementMatcher;

/** Tells the agent which two methods of the sample program are an entry and an exit. */
public final class SampleServiceInstrumentation extends ClassInstanceMethodsEnhancePluginDefine {

    @Override
    protected ClassMatch enhanceClass() {
        return byName("io.skyquark.oap.it.sample.SampleService");
    }

    @Override
    public ConstructorInterceptPoint[] getConstructorsInterceptPoints() {
        return new ConstructorInterceptPoint[0];
    }

    @Override
    public InstanceMethodsInterceptPoint[] getInstanceMethodsInterceptPoints() {
        return new InstanceMethodsInterceptPoint[] {
            new Point("serve", "io.skyquark.oap.it.agent.EntryInterceptor"),
            new Point("call", "io.skyquark.oap.it.agent.ExitInterceptor")
        };
    }

    private static final class Point implements InstanceMethodsInterceptPoint {

        private final String method;
        private final String interceptor;

        Point(String method, String interceptor) {
            this.method = method;
            this.interceptor = interceptor;
        }

        @Override
        public ElementMatcher<MethodDescription> getMethodsMatcher() {
            return named(method);
        }

        @Override
        public String getMethodsInterceptor() {
            return interceptor;
        }

        @Override
        public boolean isOverrideArgs() {
            return false;
        }
    }
}
