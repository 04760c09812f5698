// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.agent;

import com.sun.net.httpserver.HttpExchange;
import org.apache.skywalking.apm.agent.core.context.ContextCarrier;
import org.apache.skywalking.apm.agent.core.context.ContextManager;
import org.apache.skywalking.apm.agent.core.context.tag.Tags;
import org.apache.skywalking.apm.agent.core.context.trace.SpanLayer;
import org.apache.skywalking.apm.network.trace.component.ComponentsDefine;

/** Continues the caller's trace from the request's headers. */
public final class EntryInterceptor extends SpanInterceptor {

    @Override
    void open(Object argument) {
        var exchange = (HttpExchange) argument;
        var carrier = new ContextCarrier();
        for (var item = carrier.items(); item.hasNext();) {
            item = item.next();
            item.setHeadValue(exchange.getRequestHeaders().getFirst(item.getHeadKey()));
        }
        var span = ContextManager.createEntrySpan("GET:" + exchange.getRequestURI().getPath(), carrier);
        span.setComponent(ComponentsDefine.TOMCAT); // the agent knows no component for the server of the JDK
        SpanLayer.asHttp(span);
        Tags.HTTP.METHOD.set(span, exchange.getRequestMethod());
        Tags.URL.set(span, exchange.getRequestURI().toString());
    }

    @Override
    void close(Object result) {
        var span = ContextManager.activeSpan();
        if (result instanceof Integer) {
            Tags.HTTP_RESPONSE_STATUS_CODE.set(span, (Integer) result);
            if ((Integer) result >= 400) {
                span.errorOccurred();
            }
        }
    }
}
