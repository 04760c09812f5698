// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.skywalking.apm.network.common.v3.Command;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.event.v3.Event;
import org.apache.skywalking.apm.network.event.v3.Source;
import org.apache.skywalking.apm.network.event.v3.Type;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentReference;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.logging.v3.LogData;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.server.annotation.Post;

/** What is found in the code of the nested classes. */
class MessageUsesTest {

    static class Uses {

        private static final Logger LOG = LoggerFactory.getLogger(Uses.class);

        @Post("/segments")
        public Commands body(List<SegmentObject> segments) {
            return null;
        }

        void fromJson(String json) throws InvalidProtocolBufferException {
            var builder = LogData.newBuilder();
            JsonFormat.parser().merge(json, builder);
        }

        void anyMessage(Event event) {
            analyse(event);
        }

        private void analyse(Message message) {
        }

        Source unpacked(Any any) throws InvalidProtocolBufferException {
            return any.unpack(Source.class);
        }

        String text(KeyStringValuePair pair) {
            return "pair " + pair;
        }

        void logged(Command command) {
            LOG.warn("unknown {}", command);
        }

        void loggedWithOthers(int number, SegmentReference reference) {
            LOG.debug("{} of {}: {}", number, "many", reference);
        }

        String asText(SpanObject span) {
            return span.toString();
        }
    }

    /** Generated accessors need no reflection. */
    static class Others {

        String read(SegmentObject segment) {
            return segment.getService() + segment.getSpansList().size() + segment.getSpans(0).getSpanLayerValue();
        }

        SegmentObject parse(byte[] bytes) throws InvalidProtocolBufferException {
            return SegmentObject.parseFrom(bytes).toBuilder().setService("a").build();
        }
    }

    private final MessageClasses messages = new MessageClasses(getClass().getClassLoader());

    @Test
    void whatTakesAnyMessage() {
        assertThat(find(Uses.class)).containsExactlyInAnyOrderEntriesOf(Map.of(
            SegmentObject.class.getName(), name("body"),
            Commands.class.getName(), name("body"),
            LogData.class.getName(), name("fromJson"),
            Event.class.getName(), name("anyMessage"),
            Source.class.getName(), name("unpacked"),
            KeyStringValuePair.class.getName(), name("text"),
            Command.class.getName(), name("logged"),
            SegmentReference.class.getName(), name("loggedWithOthers"),
            SpanObject.class.getName(), name("asText")));
    }

    @Test
    void nothingWhereOnlyAccessorsAreCalled() {
        assertThat(find(Others.class)).isEmpty();
    }

    @Test
    void aMessageComesWithWhatItConsistsOf() {
        assertThat(messages.withContent(List.of(Event.class.getName()))).containsExactlyInAnyOrder(Event.class.getName(), Event.Builder.class.getName(),
            Source.class.getName(), Source.Builder.class.getName(), Type.class.getName());
        assertThat(messages.withContent(List.of(SegmentObject.class.getName()))).contains(SpanObject.class.getName(), KeyStringValuePair.Builder.class.getName());
    }

    private Map<String, String> find(Class<?>... types) {
        return new MessageUses(messages).find(Stream.of(types).map(MessageUsesTest::read).toList());
    }

    private static ClassNode read(Class<?> type) {
        try (var in = type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            var node = new ClassNode();
            new ClassReader(in).accept(node, ClassReader.SKIP_FRAMES);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String method) {
        return Uses.class.getName() + "." + method;
    }
}
