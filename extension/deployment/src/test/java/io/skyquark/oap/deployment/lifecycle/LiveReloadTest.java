// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** Live reload as {@code quarkus dev} does it: edit a rule, ask, and the answer comes from the new rules and the only OAP in the process. */
class LiveReloadTest {

    private static final Logger LOG = Logger.getLogger(LiveReloadTest.class);
    private static final String OAL = "skywalking/oal/core.oal";
    private static final String MAL = "skywalking/otel-rules/vm.yaml";
    private static final String TELEGRAF = "skywalking/telegraf-rules/vm.yaml";
    private static final String LAL = "skywalking/lal/default.yaml";
    private static final String LEVELS = "{ listLayerLevels { layer level } }";
    private static final int RELOADS = 6;
    /**
     * The running one; the one before, which Quarkus' worker thread that ran the reload has as its context until it ends or runs the next; and the first,
     * in which Vert.x made the thread of its shutdown hook.
     */
    private static final int MOST_COPIES = 3;
    private static final String COUNTED = "org.apache.skywalking.oap.server.core.CoreModuleProvider";
    private static final DevelopedServer SERVER = new DevelopedServer();

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest().withApplicationRoot(SERVER::application)
        .setLogRecordPredicate(line -> line.getMessage().startsWith("Restarting quarkus"));

    @Test
    void whatCannotBeReplacedStartsTheServerAgain() throws Exception {
        assertThat(SERVER.typeOf("probe_1")).as("before the first edit").isEqualTo("UNKNOWN");
        // Other tests of this process may have left a copy of their own in a class loader that is not collected yet.
        long others = LiveCopies.of(COUNTED) - 1;
        var threads = new ArrayList<List<String>>();
        var copies = new ArrayList<Long>();
        for (int i = 1; i <= RELOADS; i++) {
            var probe = "probe_" + i;
            long begin = System.nanoTime();
            APP.modifyResourceFile(OAL, script -> script + "\n" + probe + " = from(Service.latency).longAvg();\n");
            assertThat(SERVER.typeOf(probe)).isEqualTo("REGULAR_VALUE");
            long millis = (System.nanoTime() - begin) / 1_000_000;
            copies.add(LiveCopies.of(COUNTED) - others);
            threads.add(LiveCopies.threads());
            LOG.infof("Reload %d took %d ms; %d threads, %d copies of OAP", i, millis, threads.get(i - 1).size(), copies.get(i - 1));
        }
        assertThat(copies).as("copies of OAP after each reload").allMatch(count -> count <= MOST_COPIES);
        var more = new ArrayList<>(threads.get(RELOADS - 1));
        threads.get(0).forEach(more::remove);
        // Pools start and end threads as they like; a thread that each reload left behind would be as many as there were reloads since.
        assertThat(threads.get(RELOADS - 1).size()).as("threads; more than after the first reload: %s", more)
            .isLessThan(threads.get(0).size() + RELOADS - 1);

        int restarts = restarts();
        APP.modifyResourceFile(TELEGRAF, rules -> rules + rule("kind", "system_load1"));
        assertThat(SERVER.typeOf("meter_vm_kind")).isEqualTo("REGULAR_VALUE");
        assertThat(restarts()).as("restarts by a metric that is new").isEqualTo(restarts);
        APP.modifyResourceFile(TELEGRAF, rules -> rules.replaceFirst("(name: kind\n    exp: system_load1)", "$1.downsampling(MAX)"));
        assertThat(SERVER.typeOf("meter_vm_kind")).isEqualTo("REGULAR_VALUE");
        assertThat(restarts()).as("restarts by a metric of another function").isEqualTo(restarts + 1);

        APP.modifyResourceFile(OAL, script -> script + "broken = from(Service.latenci).longAvg();\n");
        var page = SERVER.graphql("{ version }");
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).containsPattern("oal/core\\.oal:\\d+:\\d+").contains("latency");

        APP.modifyResourceFile(OAL, script -> script.replace("latenci", "latency"));
        assertThat(SERVER.typeOf("broken")).isEqualTo("REGULAR_VALUE");

        APP.modifyResourceFile(MAL, rules -> rules + rule("broken", "node_load1.tagEquals('host', 'a')"));
        page = SERVER.graphql("{ version }");
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).containsPattern("otel-rules/vm\\.yaml:\\d+:\\d+").containsPattern("tagEquals.*did you mean .{1,6}tagEqual\\W");

        APP.modifyResourceFile(MAL, rules -> rules.replace("tagEquals", "tagEqual"));
        assertThat(SERVER.typeOf("meter_vm_broken")).isEqualTo("REGULAR_VALUE");
    }

    @Test
    void rulesAreReplacedInTheRunningServer() throws Exception {
        int restarts = restarts();
        replaceMetricRules();
        replaceLogRules();
        replaceHierarchy();
        assertThat(restarts()).as("restarts by rules that can be replaced").isEqualTo(restarts);
    }

    private static void replaceMetricRules() throws Exception {
        assertThat(SERVER.loadOf("before")).isEqualTo("2");

        APP.modifyResourceFile(TELEGRAF, rules -> rules.replace("exp: system_load1\n", "exp: system_load1 * 100\n") + rule("probe", "system_load1 * 10"));
        assertThat(SERVER.typeOf("meter_vm_probe")).isEqualTo("REGULAR_VALUE");
        assertThat(SERVER.loadOf("after")).isEqualTo("200");
        assertThat(SERVER.valueOf("meter_vm_probe", "after")).isEqualTo("20");

        // Another sample family, a filter, and the rule of the last edit.
        APP.modifyResourceFile(TELEGRAF, rules -> "filter: \"{ tags -> tags.host != 'hidden' }\"\n"
            + rules.replace("exp: system_load1 * 100\n", "exp: system_load5 * 1000\n").replace("* 10\n", "* 11\n"));
        SERVER.sendLoad("hidden");
        assertThat(SERVER.loadOf("filtered")).isEqualTo("5000");
        assertThat(SERVER.valueOf("meter_vm_probe", "filtered")).isEqualTo("22");
        assertThat(SERVER.query(DevelopedServer.values("meter_vm_probe", "hidden"))).doesNotContainPattern("\"value\":\"\\d");

        APP.modifyResourceFile(TELEGRAF, rules -> rules.replace("name: probe\n", "name: renamed\n"));
        assertThat(SERVER.typeOf("meter_vm_probe")).isEqualTo("UNKNOWN");
        assertThat(SERVER.typeOf("meter_vm_renamed")).isEqualTo("REGULAR_VALUE");
        APP.modifyResourceFile(TELEGRAF, rules -> rules.replace("name: renamed\n", "name: probe\n"));
        assertThat(SERVER.typeOf("meter_vm_probe")).isEqualTo("REGULAR_VALUE");
        assertThat(SERVER.loadOf("back")).isEqualTo("5000");
        assertThat(SERVER.valueOf("meter_vm_probe", "back")).isEqualTo("22");
    }

    private static void replaceLogRules() throws Exception {
        assertThat(SERVER.logOf("plain", "GENERAL")).contains("\"tags\":[]");

        APP.modifyResourceFile(LAL, rules -> rules.replace("sink {", "extractor { tag probe: 'live' }\n        sink {")
            + "\n  - name: queue\n    layer: VIRTUAL_MQ\n    dsl: |\n      filter {\n        sink {\n        }\n      }\n");
        assertThat(SERVER.logOf("tagged", "GENERAL")).contains("\"key\":\"probe\",\"value\":\"live\"");
        assertThat(SERVER.logOf("queue", "VIRTUAL_MQ")).contains("\"tags\":[]");
    }

    private static void replaceHierarchy() throws Exception {
        assertThat(SERVER.query(LEVELS)).contains("{\"layer\":\"APISIX\",\"level\":2}");

        APP.modifyResourceFile("skywalking/hierarchy-definition.yml", definition -> definition.replace("APISIX: 2", "APISIX: 1"));
        assertThat(SERVER.query(LEVELS)).contains("{\"layer\":\"APISIX\",\"level\":1}");
    }

    private static int restarts() {
        return (int) APP.getLogRecords().stream().filter(line -> line.getMessage().startsWith("Restarting quarkus")).count();
    }

    private static String rule(String name, String expression) {
        return "\n  - name: " + name + "\n    exp: " + expression + "\n";
    }
}
