// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.skyquark.oap.it.server.KubernetesApi;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a server has loaded after it took the recorded traffic and answered the recorded questions. */
class LoadedClassesIT {

    /** A line of the class load log: the class, and the jar it came from. */
    private static final Pattern LOADED = Pattern.compile("\\[class,load\\s*\\] (\\S+) source: (\\S+)");
    /** Upstream's resolvers implement these empty interfaces; the application brings its own, so that the library can stay away. */
    private static final List<String> MARKERS = List.of("graphql.kickstart.tools.GraphQLResolver", "graphql.kickstart.tools.GraphQLQueryResolver",
        "graphql.kickstart.tools.GraphQLMutationResolver");

    /** Two enums that name settings; Armeria's message types, which upstream's handlers answer with, read the settings. */
    private static final List<String> ARMERIA_SETTINGS = List.of("com.linecorp.armeria.server.MultipartRemovalStrategy",
        "com.linecorp.armeria.server.annotation.ExceptionVerbosity");

    private static List<Loaded> loaded;

    private record Loaded(String name, String source) {

        boolean isOf(String... packages) {
            return Arrays.stream(packages).anyMatch(prefix -> name.startsWith(prefix + "."));
        }
    }

    @BeforeAll
    static void useServer() throws IOException {
        assumeFalse(ServerUnderTest.isNative(), "skipped: a native server loads no classes");
        try (var kubernetes = KubernetesApi.start();
             var server = ServerUnderTest.launch().jvmOption("-Xlog:class+load:file=classes.log").env(Recording.SETTINGS).env(kubernetes.environment())
                 .start()) {
            var conversation = new Conversation(server, Values.now());
            Recording.read("traffic").forEach(conversation::perform);
            Recording.read("questions").forEach(conversation::perform);
            loaded = Files.readAllLines(server.directory().resolve("classes.log")).stream()
                .map(LOADED::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> new Loaded(matcher.group(1), matcher.group(2)))
                .toList();
        }
        assertThat(loaded).as("classes of upstream").anyMatch(one -> one.isOf("org.apache.skywalking.oap.server.core"));
    }

    @Test
    void nothingThatGeneratesCode() {
        assertThat(loaded).filteredOn(one -> one.isOf("groovy", "org.codehaus.groovy", "org.apache.groovy", "javassist", "freemarker")).isEmpty();
    }

    @Test
    void nothingOfGraphQlJavaTools() {
        assertThat(loaded).filteredOn(one -> one.isOf("graphql.kickstart", "kotlin"))
            .allMatch(one -> MARKERS.contains(one.name()) && !one.source().contains("graphql-java-tools"));
    }

    @Test
    void nothingThatServesOfArmeria() {
        assertThat(loaded).filteredOn(one -> one.isOf("com.linecorp.armeria.server")).extracting(Loaded::name).isSubsetOf(ARMERIA_SETTINGS);
    }
}
