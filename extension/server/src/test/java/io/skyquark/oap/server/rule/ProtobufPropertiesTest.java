// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.logging.v3.LogData;
import org.apache.skywalking.apm.network.logging.v3.LogDataBody;
import org.apache.skywalking.apm.network.logging.v3.LogTags;
import org.apache.skywalking.apm.network.logging.v3.TextLog;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.UInt32Value;

import groovy.lang.GroovyRuntimeException;
import io.envoyproxy.envoy.config.core.v3.RequestMethod;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPRequestProperties;

/** Properties of messages read by descriptor, beside Groovy's access to the getters of the generated classes. */
class ProtobufPropertiesTest {

    private static final LogData LOG = LogData.newBuilder().setTimestamp(12).setService("s").setBody(LogDataBody.newBuilder()
            .setText(TextLog.newBuilder().setText("t")))
            .setTags(LogTags.newBuilder().addData(KeyStringValuePair.newBuilder().setKey("k").setValue("v"))).build();
    private static final HTTPAccessLogEntry ENTRY = HTTPAccessLogEntry.newBuilder().setProtocolVersion(HTTPAccessLogEntry.HTTPVersion.HTTP2)
            .setRequest(HTTPRequestProperties.newBuilder().setRequestMethod(RequestMethod.POST).setPath("/p").setPort(UInt32Value.of(80))
                    .putRequestHeaders("h", "1"))
            .setCommonProperties(AccessLogCommon.newBuilder().setSampleRate(0.5)).build();

    static List<MessageOrBuilder> messages() {
        var messages = new ArrayList<MessageOrBuilder>(List.of(LOG, LOG.getBody(), LOG.getTags(), LogData.getDefaultInstance(), LogDataBody.getDefaultInstance(), ENTRY,
                ENTRY.getRequest(), ENTRY.getCommonProperties(), ENTRY.getResponse(), HTTPAccessLogEntry.getDefaultInstance(),
                FileDescriptorProto.newBuilder().setName("n").addDependency("d").addPublicDependency(1).build(),
                FieldDescriptorProto.newBuilder().setType(FieldDescriptorProto.Type.TYPE_BOOL).build()));
        List.copyOf(messages).forEach(message -> messages.add(((Message) message).toBuilder()));
        return messages;
    }

    /** All properties that Groovy finds on the class, and names that are none. */
    @ParameterizedTest
    @MethodSource("messages")
    void propertiesAreGroovys(MessageOrBuilder message) {
        var names = new TreeSet<>(ProtobufType.of(message.getDescriptorForType()).names());
        Arrays.stream(message.getClass().getMethods()).filter(ProtobufPropertiesTest::isGetter).map(getter
                -> ProtobufType.decapitalize(getter.getName().substring(3)))
                .forEach(names::add);
        message.getDescriptorForType().getFields().forEach(field -> names.add(field.getJsonName()));
        // what a rule has no business with, and what changes a builder
        names.removeAll(List.of("class", "allFieldsRaw", "parserForType", "initializationErrorString"));
        names.removeIf(name -> name.startsWith("mutable") || name.endsWith("Builder") || name.endsWith("BuilderList"));
        for (var name : names) {
            assertThat(ours(message, name)).as(name).isEqualTo(groovys(message, name));
        }
        assertThat(names).hasSizeGreaterThan(5);
    }

    private static boolean isGetter(Method method) {
        return method.getName().startsWith("get") && method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers());
    }

    private static String groovys(MessageOrBuilder message, String name) {
        try {
            return describe(InvokerHelper.getProperty(message, name));
        } catch (GroovyRuntimeException missing) {
            return "missing";
        }
    }

    private static String ours(MessageOrBuilder message, String name) {
        try {
            return describe(RuleOps.property(message, name));
        } catch (MissingRulePropertyException missing) {
            return "missing";
        }
    }

    private static String describe(Object value) {
        if (value instanceof Enum<?> || value instanceof ProtobufEnumValue) {
            return "enum " + value + " " + RuleOps.call(value, "name") + " " + RuleOps.call(value, "ordinal");
        } else if (value instanceof Map<?, ?>) {
            return "map " + value;
        } else if (value instanceof Collection<?>) {
            return "list " + value;
        }
        if (value instanceof ByteString bytes) {
            return "bytes " + bytes.toStringUtf8();
        }
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }

    @Test
    void anUnsetMessageIsItsDefaultAndNotNull() {
        var response = RuleOps.property(HTTPAccessLogEntry.getDefaultInstance(), "response");
        assertThat(RuleOps.truth(response)).isTrue();
        assertThat(RuleOps.property(RuleOps.property(response, "responseCode"), "value")).isEqualTo(0);
    }

    @Test
    void anEnumIsComparedByItsText() {
        var version = RuleOps.property(ENTRY, "protocolVersion");
        assertThat(RuleOps.asString(version)).isEqualTo("HTTP2");
        assertThat(RuleOps.call(version, "toString")).isEqualTo("HTTP2");
        assertThat(RuleOps.equal(version, "HTTP2")).isFalse();
        assertThat(RuleOps.equal(version, RuleOps.property(ENTRY.toBuilder(), "protocolVersion"))).isTrue();
        assertThat(RuleOps.plus("v", version)).isEqualTo("vHTTP2");
        assertThat(RuleOps.property(version, "number")).isEqualTo(HTTPAccessLogEntry.HTTPVersion.HTTP2.getNumber());
        assertThat(RuleOps.property(HTTPAccessLogEntry.newBuilder().setProtocolVersionValue(99), "protocolVersion")).hasToString("UNRECOGNIZED");
    }

    @Test
    void methodsOfTheGeneratedClassesAreThere() {
        assertThat(RuleOps.call(ENTRY, "hasRequest")).isEqualTo(true);
        assertThat(RuleOps.call(ENTRY, "hasResponse")).isEqualTo(false);
        assertThat(RuleOps.call(ENTRY.getRequest(), "getPath")).isEqualTo("/p");
        assertThat(RuleOps.call(ENTRY.getRequest(), "containsRequestHeaders", "h")).isEqualTo(true);
        assertThat(RuleOps.call(ENTRY.getRequest(), "getRequestHeadersOrDefault", "x", "none")).isEqualTo("none");
        assertThat(RuleOps.call(ENTRY.getRequest(), "getRequestHeadersOrThrow", "h")).isEqualTo("1");
        assertThat(RuleOps.call(LOG.getTags(), "getData", 0)).isEqualTo(LOG.getTags().getData(0));
        assertThat(RuleOps.call(LOG.toBuilder(), "build")).isEqualTo(LOG);
        assertThat(RuleOps.call(LOG, "toString")).isEqualTo(LOG.toString());
        assertThat(RuleOps.call(LOG, "equals", LOG.toBuilder().build())).isEqualTo(true);
        assertThatThrownBy(() -> RuleOps.call(LOG, "hasService")).isInstanceOf(RuleMethodException.class)
                .hasMessage("No method 'hasService()' on a value of type skywalking.v3.LogData");
    }

    @Test
    void aRepeatedFieldHasNoPropertyOfItsPlainName() {
        assertThat(RuleOps.property(LOG.getTags(), "dataList")).isEqualTo(LOG.getTags().getDataList());
        assertThatThrownBy(() -> RuleOps.property(LOG.getTags(), "data")).isInstanceOf(MissingRulePropertyException.class)
                .hasMessage("No property 'data' on a value of type skywalking.v3.LogTags");
    }
}
