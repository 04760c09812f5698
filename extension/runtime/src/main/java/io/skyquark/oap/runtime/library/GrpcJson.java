// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.library;

import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import com.linecorp.armeria.common.grpc.GrpcJsonMarshallerBuilder;

import io.grpc.ServiceDescriptor;

/** What Armeria's gRPC client would write messages as JSON with, if one of upstream's had them in that format. */
public final class GrpcJson {

    private GrpcJson() {
    }

    /** Takes the place of {@link GrpcJsonMarshallerBuilder#build}, whose marshaller is made of classes that it generates. */
    public static GrpcJsonMarshaller build(GrpcJsonMarshallerBuilder builder, ServiceDescriptor service) {
        return GrpcJsonMarshaller.ofGson();
    }
}
