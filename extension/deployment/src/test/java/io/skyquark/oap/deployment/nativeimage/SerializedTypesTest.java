// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.yaml.snakeyaml.Yaml;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;

/** What is found in the code of the nested classes. */
class SerializedTypesTest {

    static class Written {
    }

    static class Read {
    }

    static class Settings {
    }

    static class Answer {
    }

    static class Message {
    }

    static class Elsewhere {
    }

    static class Unrelated {
    }

    static class InField {
    }

    static class Returned {
    }

    static class InVariable {
    }

    static class Libraries {

        private final Answer field = new Answer();

        String write() {
            return new Gson().toJson(new Written());
        }

        Object read(boolean first, String json) throws IOException {
            Class<?> type = first ? Read.class : Message.class;
            return new ObjectMapper().readValue(json, type);
        }

        Object settings() {
            return new Yaml().loadAs(new StringReader(""), Settings.class);
        }

        String answer() throws IOException {
            return new ObjectMapper().writeValueAsString(field);
        }

        String unrelated() {
            return String.valueOf(new Unrelated());
        }
    }

    static class Collections {

        private final Map<String, List<InField>> field = new HashMap<>();

        String field() {
            return new Gson().toJson(field);
        }

        String returned() {
            return new Gson().toJson(list());
        }

        String variable() {
            List<InVariable> variable = new ArrayList<>();
            variable.add(new InVariable());
            return new Gson().toJson(variable);
        }

        private List<Returned> list() {
            return List.of();
        }
    }

    /** Passes on what it gets, through two methods and in the middle of wide arguments. */
    static class Wrapper {

        static String text(long time, Object value, double weight) {
            return inner(value) + time + weight;
        }

        private static String inner(Object value) {
            return new Gson().toJson(value);
        }
    }

    static class Caller {

        String call(Elsewhere value) {
            return Wrapper.text(1L, value, 2.0);
        }
    }

    @Test
    void classConstantsAndDeclaredTypes() {
        assertThat(find(Libraries.class)).containsExactlyInAnyOrderEntriesOf(Map.of(
            name(Written.class), name(Libraries.class) + ".write",
            name(Read.class), name(Libraries.class) + ".read",
            name(Message.class), name(Libraries.class) + ".read",
            name(Settings.class), name(Libraries.class) + ".settings",
            name(Answer.class), name(Libraries.class) + ".answer"));
    }

    @Test
    void typeArgumentsOfDeclarations() {
        assertThat(find(Collections.class)).containsExactlyInAnyOrderEntriesOf(Map.of(
            name(InField.class), name(Collections.class) + ".field",
            name(Returned.class), name(Collections.class) + ".returned",
            name(InVariable.class), name(Collections.class) + ".variable"));
    }

    @Test
    void aParameterThatIsPassedOnIsFollowedToItsCallers() {
        assertThat(find(Caller.class, Wrapper.class)).containsExactlyInAnyOrderEntriesOf(Map.of(name(Elsewhere.class), name(Caller.class) + ".call"));
    }

    private static Map<String, String> find(Class<?>... types) {
        return new SerializedTypes(Stream.of(types).map(SerializedTypesTest::read).toList()).find().entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith("java.")).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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

    private static String name(Class<?> type) {
        return type.getName();
    }
}
