// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.client;

import io.envoyproxy.envoy.service.accesslog.v3.AccessLogServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.skywalking.apm.network.ebpf.accesslog.v3.EBPFAccessLogServiceGrpc;
import org.apache.skywalking.apm.network.ebpf.profiling.process.v3.EBPFProcessServiceGrpc;
import org.apache.skywalking.apm.network.ebpf.profiling.v3.ContinuousProfilingServiceGrpc;
import org.apache.skywalking.apm.network.ebpf.profiling.v3.EBPFProfilingServiceGrpc;
import org.apache.skywalking.apm.network.event.v3.EventServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.BrowserPerfServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.CLRMetricReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.ConfigurationDiscoveryServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.MeterReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.SpanAttachedEventReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.apache.skywalking.apm.network.language.profile.v3.ProfileTaskGrpc;
import org.apache.skywalking.apm.network.logging.v3.LogReportServiceGrpc;
import org.apache.skywalking.apm.network.management.v3.ManagementServiceGrpc;
import org.apache.skywalking.apm.network.servicemesh.v3.ServiceMeshMetricServiceGrpc;
import org.apache.skywalking.satellite.envoy.accesslog.v3.SatelliteAccessLogServiceGrpc;

/**
 * The methods of the agent protocol, of OpenTelemetry's and of Envoy's by full name. The older generation of a service of the agent protocol has the
 * same name without the package.
 */
public final class AgentProtocol {

    private static final Map<String, MethodDescriptor<?, ?>> METHODS = Stream.<ServiceDescriptor>of(
            ManagementServiceGrpc.getServiceDescriptor(),
            org.apache.skywalking.apm.network.management.v3.compat.ManagementServiceGrpc.getServiceDescriptor(),
            TraceSegmentReportServiceGrpc.getServiceDescriptor(),
            org.apache.skywalking.apm.network.language.agent.v3.compat.TraceSegmentReportServiceGrpc.getServiceDescriptor(),
            JVMMetricReportServiceGrpc.getServiceDescriptor(),
            org.apache.skywalking.apm.network.language.agent.v3.compat.JVMMetricReportServiceGrpc.getServiceDescriptor(),
            CLRMetricReportServiceGrpc.getServiceDescriptor(),
            org.apache.skywalking.apm.network.language.agent.v3.compat.CLRMetricReportServiceGrpc.getServiceDescriptor(),
            BrowserPerfServiceGrpc.getServiceDescriptor(),
            org.apache.skywalking.apm.network.language.agent.v3.compat.BrowserPerfServiceGrpc.getServiceDescriptor(),
            MeterReportServiceGrpc.getServiceDescriptor(),
            org.apache.skywalking.apm.network.language.agent.v3.compat.MeterReportServiceGrpc.getServiceDescriptor(),
            ProfileTaskGrpc.getServiceDescriptor(),
            org.apache.skywalking.apm.network.language.profile.v3.compat.ProfileTaskGrpc.getServiceDescriptor(),
            SpanAttachedEventReportServiceGrpc.getServiceDescriptor(),
            ConfigurationDiscoveryServiceGrpc.getServiceDescriptor(),
            EventServiceGrpc.getServiceDescriptor(),
            LogReportServiceGrpc.getServiceDescriptor(),
            ServiceMeshMetricServiceGrpc.getServiceDescriptor(),
            EBPFProcessServiceGrpc.getServiceDescriptor(),
            EBPFProfilingServiceGrpc.getServiceDescriptor(),
            ContinuousProfilingServiceGrpc.getServiceDescriptor(),
            EBPFAccessLogServiceGrpc.getServiceDescriptor(),
            MetricsServiceGrpc.getServiceDescriptor(),
            LogsServiceGrpc.getServiceDescriptor(),
            TraceServiceGrpc.getServiceDescriptor(),
            AccessLogServiceGrpc.getServiceDescriptor(),
            io.envoyproxy.envoy.service.accesslog.v2.AccessLogServiceGrpc.getServiceDescriptor(),
            SatelliteAccessLogServiceGrpc.getServiceDescriptor(),
            io.envoyproxy.envoy.service.metrics.v3.MetricsServiceGrpc.getServiceDescriptor(),
            io.envoyproxy.envoy.service.metrics.v2.MetricsServiceGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream())
        .collect(Collectors.toMap(MethodDescriptor::getFullMethodName, Function.identity()));

    private AgentProtocol() {
    }

    /** @param name for example {@code skywalking.v3.TraceSegmentReportService/collect} */
    static MethodDescriptor<?, ?> method(String name) {
        var method = METHODS.get(name);
        if (method == null) {
            throw new IllegalArgumentException("no method " + name + " in the agent protocol; there are " + METHODS.keySet().stream().sorted().toList());
        }
        return method;
    }
}
