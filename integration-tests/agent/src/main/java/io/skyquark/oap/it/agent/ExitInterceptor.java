// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.agent;

import java.net.http.HttpRequest;
import org.apache.skywalking.apm.agent.core.context.ContextCarrier;
import org.apache.skywalking.apm.agent.core.context.ContextManager;
import org.apache.skywalking.apm.agent.core.context.tag.Tags;
import org.apache.skywalking.apm.agent.core.context.trace.SpanLayer;
import org.apache.skywalking.apm.network.trace.component.ComponentsDefine;

/** Hands the trace to the called service in the request's headers. */
public final class ExitInterceptor extends SpanInterceptor {

    @Override
    void open(Object argument) {
        var request = (HttpRequest.Builder) argument;
        var uri = request.copy().build().uri();
        var carrier = new ContextCarrier();
        var span = ContextManager.createExitSpan(uri.getPath(), carrier, uri.getAuthority());
        span.setComponent(ComponentsDefine.HTTPCLIENT);
        SpanLayer.asHttp(span);
        Tags.URL.set(span, uri.toString());
        for (var item = carrier.items(); item.hasNext();) {
            item = item.next();
            request.setHeader(item.getHeadKey(), item.getHeadValue());
        }
    }
}
