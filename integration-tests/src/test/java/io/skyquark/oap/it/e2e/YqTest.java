// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What queries ask of yq, and how the command line of swctl is read. */
class YqTest {

    private static final String TRACES = """
        traces:
        - endpointnames: ["POST:/users"]
          traceids: [t1]
          spans: [{id: 0, name: a}, {id: 1, name: "b c"}]
        - endpointnames: ["GET:/x"]
          traceids: [t2]
        """;

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
        ".traces[0].traceids[0]                                                         => t1",
        ".traces[-1].traceids[0]                                                        => t2",
        ".traces | select(.[].endpointnames[0]==\"POST:/users\") | .[0].traceids[0]     => t1",
        ".traces.[0].spans.[] | select(.id == 1) | .name                                => b c",
        ".traces | map(select(.endpointnames[0] == \"GET:/x\")).[0].traceids[0]         => t2",
        ".traces[].traceids[0]                                                          => t1;t2",
        ".traces | length                                                               => 2",
        ".nothing[0].at.all                                                             => null",
        "{\"result\": .traces[0].spans[0].id}                                           => result: 0",
        ".traces[0].spans[] | select(.id != 0) | .id                                    => 1",
    })
    void paths(String expression, String printed) {
        assertThat(Yq.run(List.of("e", expression, "-"), TRACES).strip().replace("\n", ";")).isEqualTo(printed);
    }

    @Test
    void nothingIsSelected() {
        assertThat(Yq.run(List.of(".traces | select(.[].endpointnames[0]==\"none\") | .[0]", "-"), TRACES)).isEmpty();
    }

    @Test
    void whatItDoesNotKnow() {
        assertThatThrownBy(() -> Yq.run(List.of("e", ".a | to_entries", "-"), TRACES)).isInstanceOf(Swctl.NotSupportedException.class)
            .hasMessage("yq . a | to_entries");
    }

    @Test
    void commandLine() {
        var line = CommandLine.parse(List.of("--display", "yaml", "--base-url=http://x/graphql", "trace", "ls", "-service-name=a=b", "--tags", "k=v,l=w",
            "--debug", "5"));
        assertThat(line.words()).containsExactly("trace", "ls", "5");
        assertThat(line.options()).isEqualTo(Map.of("display", "yaml", "base-url", "http://x/graphql", "service-name", "a=b", "tags", "k=v,l=w",
            "debug", "true"));
        assertThat(line.option("instance-name")).isEmpty();
    }
}
