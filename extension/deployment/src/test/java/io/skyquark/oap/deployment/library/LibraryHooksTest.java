// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fabric8.istio.api.networking.v1beta1.ServiceEntry;

/** The types that hooks put in against the Istio model on the class path. */
class LibraryHooksTest {

    @ParameterizedTest
    @CsvSource({"ServiceEntrySpec, getResolution", "ServiceEntrySpec, getAddresses", "ServiceEntrySpec, getEndpoints", "ServiceEntrySpec, getHosts",
        "WorkloadEntrySpec, getAddress"})
    void theTypeHasWhatUpstreamCalls(String type, String getter) throws ReflectiveOperationException {
        assertThat(Class.forName(LibraryHooks.ISTIO.get(type)).getMethod(getter)).isNotNull();
    }

    @Test
    void theResolutionsOfUpstreamsSwitch() throws ReflectiveOperationException {
        var constants = Class.forName(LibraryHooks.ISTIO.get("ServiceEntryResolution")).getEnumConstants();
        assertThat(Stream.of(constants).map(Object::toString)).contains("STATIC", "DNS", "DNS_ROUND_ROBIN");
    }

    @Test
    void theSpecificationOfAnEntry() throws ReflectiveOperationException {
        assertThat(ServiceEntry.class.getMethod("getSpec").getReturnType().getName()).isEqualTo(LibraryHooks.ISTIO.get("ServiceEntrySpec"));
    }
}
