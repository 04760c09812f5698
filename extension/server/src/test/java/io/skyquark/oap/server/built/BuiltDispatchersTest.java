// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;

import org.apache.skywalking.oap.server.core.analysis.SourceDispatcher;
import org.apache.skywalking.oap.server.core.analysis.manual.endpoint.EndpointMetaDispatcher;
import org.apache.skywalking.oap.server.core.analysis.manual.service.ServiceMetaDispatcher;
import org.apache.skywalking.oap.server.core.source.EndpointMeta;
import org.apache.skywalking.oap.server.core.source.ServiceMeta;
import org.junit.jupiter.api.Test;

class BuiltDispatchersTest {

    static class Failing {

        private Failing() throws IOException {
            throw new IOException("no disk");
        }
    }

    abstract static class WithParameter implements SourceDispatcher<ServiceMeta> {

        WithParameter(String name) {
        }
    }

    @Test
    void whatWasReadWhenBuiltIsWhatTheClassSays() throws ReflectiveOperationException {
        assertArrayEquals(ServiceMetaDispatcher.class.getGenericInterfaces(), BuiltDispatchers.getGenericInterfaces(ServiceMetaDispatcher.class));
        BuiltDispatchers.build(List.of(ServiceMetaDispatcher.class));

        var built = BuiltDispatchers.getGenericInterfaces(ServiceMetaDispatcher.class);
        assertArrayEquals(ServiceMetaDispatcher.class.getGenericInterfaces(), built);
        assertSame(built, BuiltDispatchers.getGenericInterfaces(ServiceMetaDispatcher.class));
        assertInstanceOf(ServiceMetaDispatcher.class, BuiltConstructors.newInstance(ServiceMetaDispatcher.class));
        assertInstanceOf(ServiceMeta.class, BuiltConstructors.newInstance(ServiceMeta.class));
        assertSame(BuiltConstructors.getDeclaredConstructor(ServiceMeta.class), BuiltConstructors.getDeclaredConstructor(ServiceMeta.class));
    }

    @Test
    void whatWasNotReadIsAskedForAsBefore() throws ReflectiveOperationException {
        assertInstanceOf(EndpointMetaDispatcher.class, BuiltConstructors.newInstance(EndpointMetaDispatcher.class));
        assertInstanceOf(EndpointMeta.class, BuiltConstructors.getDeclaredConstructor(EndpointMeta.class).newInstance());
        assertThrows(NoSuchMethodException.class, () -> BuiltConstructors.getDeclaredConstructor(EndpointMeta.class, String.class));
    }

    @Test
    void aConstructorFailsWithItsOwnException() {
        BuiltConstructors.build(Failing.class);
        assertThrows(IOException.class, () -> BuiltConstructors.newInstance(Failing.class));
    }

    @Test
    void aDispatcherThatCannotBeMadeFailsTheBuild() {
        assertThrows(IllegalStateException.class, () -> BuiltDispatchers.build(List.of(WithParameter.class)));
    }
}
