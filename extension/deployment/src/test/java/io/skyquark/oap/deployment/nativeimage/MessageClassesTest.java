// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.skywalking.apm.network.event.v3.Event;
import org.apache.skywalking.apm.network.event.v3.Type;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.logging.v3.LogDataBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;

class MessageClassesTest {

    private final MessageClasses messages = new MessageClasses(getClass().getClassLoader());

    @Test
    void aFieldIsReachedThroughItsAccessorsAlone() {
        assertThat(names(Event.class.getName()))
            .contains("getUuid", "getUuidBytes", "getType", "getTypeValue", "getSource", "hasSource", "getStartTime", "newBuilder")
            .doesNotContain("parseFrom", "writeTo", "hashCode", "getSerializedSize", "getUnknownFields", "getSourceOrBuilder");
        assertThat(names(Event.class.getName() + "$Builder")).contains("setUuid", "setUuidBytes", "clearUuid", "setTypeValue", "getSourceBuilder", "setSource")
            .doesNotContain("build", "mergeFrom", "setField", "clone");
        assertThat(names(Type.class.getName())).containsExactlyInAnyOrder("valueOf", "getValueDescriptor");
    }

    /** As protobuf builds the names from those that the generated code declares for the fields. */
    @ParameterizedTest
    @ValueSource(classes = {Event.class, SegmentObject.class, SpanObject.class, LogDataBody.class})
    void everyFieldOfAMessageHasItsGetterAndSetter(Class<? extends Message> type) throws ReflectiveOperationException {
        var descriptor = ((Message) type.getMethod("getDefaultInstance").invoke(null)).getDescriptorForType();
        Set<String> getters = new TreeSet<>();
        Set<String> setters = new TreeSet<>();
        for (var field : descriptor.getFields()) {
            // Java's name of a field is its JSON name with a capital.
            var name = Character.toUpperCase(field.getJsonName().charAt(0)) + field.getJsonName().substring(1);
            getters.add("get" + name + (field.isRepeated() ? "List" : ""));
            if (!field.isMapField()) {
                setters.add((field.isRepeated() ? "add" : "set") + name);
            }
            if (isEnum(field)) {
                getters.add("get" + name + "Value");
            }
        }
        getters.removeIf(name -> descriptor.getFields().stream()
            .anyMatch(field -> field.isMapField() && name.equalsIgnoreCase("get" + field.getJsonName() + "List")));
        assertThat(names(type.getName())).containsAll(getters);
        assertThat(names(type.getName() + "$Builder")).containsAll(getters).containsAll(setters);
    }

    private static boolean isEnum(FieldDescriptor field) {
        return field.getJavaType() == JavaType.ENUM;
    }

    private Set<String> names(String className) {
        return messages.accessors(className).stream().map(method -> method.name).collect(Collectors.toSet());
    }

    @Test
    void contentTakesInBuilders() {
        assertThat(messages.withContent(List.of(Event.class.getName())))
            .contains(Event.class.getName(), Event.class.getName() + "$Builder", Type.class.getName());
    }
}
