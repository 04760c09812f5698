// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

import java.util.List;

/**
 * A gRPC service that upstream's handlers can serve, found at augmentation. Whether one does is known after the boot.
 *
 * @param service full name on the wire, for example {@code skywalking.v3.TraceSegmentReportService}
 * @param methods names of its RPCs as on the wire, for example {@code collect}
 * @param handler upstream's class that implements it
 * @param module name of the module that registers the handler, empty where the archive of the handler does not tell
 */
public record GrpcServiceInfo(String service, List<String> methods, String handler, String module) {
}
