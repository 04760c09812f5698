// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison itself: what it finds, and what it lets pass. */
class ComparisonTest {

    private static final Rules NONE = Rules.parse("");

    @Test
    void findsWhatDiffersAndSaysWhere() {
        assertThat(differences(NONE, NONE, "{a: {b: [1, {c: x}]}, d: 1}", "{a: {b: [1, {c: y}]}, e: 1}")).containsExactly(
            "/a/b/1/c\n    upstream: \"x\"\n    ours:     \"y\"",
            "/d\n    upstream: 1\n    ours:     ",
            "/e\n    upstream: \n    ours:     1");
        assertThat(differences(NONE, NONE, "{a: [1, 2]}", "{a: [2, 1]}")).hasSize(2);
        assertThat(differences(NONE, NONE, "{a: [1]}", "{a: [1, 1]}")).hasSize(1);
        assertThat(differences(NONE, NONE, "{a: [1, {b: null}]}", "{a: [1, {b: null}]}")).isEmpty();
    }

    @Test
    void anyValueIsStillAValue() {
        var rules = Rules.parse("theme/* | /a/*/time | any | clock");
        assertThat(differences(rules, NONE, "{a: [{time: 1}]}", "{a: [{time: 2}]}")).isEmpty();
        assertThat(differences(rules, NONE, "{a: [{time: 1}]}", "{a: [{time: null}]}")).hasSize(1);
        assertThat(differences(rules, NONE, "{a: [{time: 1}]}", "{a: [{}]}")).hasSize(1);
    }

    @Test
    void orderCountsUnlessARuleSaysOtherwise() {
        var rules = Rules.parse("theme/question | **/list | unordered | hash table\n** | **/id | any | random");
        assertThat(differences(rules, NONE, "{list: [{id: 1, v: a}, {id: 2, v: b}]}", "{list: [{id: 8, v: b}, {id: 9, v: a}]}")).isEmpty();
        assertThat(differences(rules, NONE, "{list: [{v: a}]}", "{list: [{v: c}]}")).hasSize(1);
    }

    @Test
    void anIntendedDifferenceThatDoesNotExistIsTold() {
        var intended = Rules.parse("theme/question | /a | text | because\ntheme/question | /b | text | because");
        var comparison = new Comparison(NONE, intended);
        assertThat(comparison.compare("theme/question", Json.parseYaml("{a: 1, b: 1}"), Json.parseYaml("{a: 2, b: 1}"))).isEmpty();
        assertThat(comparison.outdated()).containsExactly("theme/question | /b | text | because");
    }

    @Test
    void aRuleNeedsAReason() {
        assertThatThrownBy(() -> Rules.parse("theme/* | /a | any |")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMetricWithoutAValueTellsNothing() {
        assertThat(List.of("{execExpression: {type: TIME_SERIES_VALUES, results: [{metric: {labels: [a]}, values: [{id: '1', value: null}]}]}}",
            "{readMetricsValues: {values: {values: [{id: '1', value: 0, isEmptyValue: true}]}}}", "{list: []}", "{one: null}"))
            .allMatch(text -> Conversation.isEmpty(Json.parseYaml(text)));
        assertThat(List.of("{execExpression: {results: [{values: [{id: '1', value: '7'}]}]}}", "{list: [{name: a}]}", "{number: 0}"))
            .noneMatch(text -> Conversation.isEmpty(Json.parseYaml(text)));
    }

    @Test
    void placeholdersKeepTheTypeOfTheirValue() {
        var values = Values.now();
        values.set("task", Json.of("t-1"));
        long minute = values.get("m0").asLong();
        JsonNode resolved = values.resolve(Json.parseYaml("""
            {at: <m0>, later: <m1+1500>, seconds: '<m0:s>', id: order-<m0>, task: <task>, service: '<service:shop>', endpoint: '<endpoint:shop|/a>',
             when: '<duration:MINUTE>'}"""));
        assertThat(resolved.get("at").asLong()).isEqualTo(minute);
        assertThat(resolved.get("later").isNumber()).isTrue();
        assertThat(resolved.get("later").asLong()).isEqualTo(minute + 61_500);
        assertThat(resolved.get("seconds").asLong()).isEqualTo(minute / 1000);
        assertThat(resolved.get("id").asText()).isEqualTo("order-" + minute);
        assertThat(resolved.get("task").asText()).isEqualTo("t-1");
        assertThat(resolved.get("service").asText()).isEqualTo("c2hvcA==.1");
        assertThat(resolved.get("endpoint").asText()).isEqualTo("c2hvcA==.1_L2E=");
        assertThat(resolved.get("when").get("step").asText()).isEqualTo("MINUTE");
        assertThatThrownBy(() -> values.resolve("<unknown>")).hasMessageContaining("unknown");
    }

    private static List<String> differences(Rules normalised, Rules intended, String upstream, String ours) {
        return new Comparison(normalised, intended).compare("theme/question", Json.parseYaml(upstream), Json.parseYaml(ours)).stream()
            .map(Comparison.Difference::toString).toList();
    }
}
