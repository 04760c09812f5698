// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.skyquark.oap.deployment.spi.ClosedWorldExceptionBuildItem;
import io.skyquark.oap.deployment.spi.GraphQlFieldBuildItem;
import io.skyquark.oap.deployment.spi.GrpcServiceBuildItem;
import io.skyquark.oap.deployment.spi.HttpEndpointBuildItem;
import io.skyquark.oap.deployment.spi.MeterBuildItem;
import io.skyquark.oap.deployment.spi.OalMetricBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamContractBuildItem;
import io.skyquark.oap.runtime.OapBuildTimeConfig;

/** Writes down what the build knows, and compares it with what was committed. */
class InventoryProcessor {

    private static final Logger LOG = Logger.getLogger(InventoryProcessor.class);
    private static final String LOCK = "skywalking.lock";
    private static final String LOCK_HEADER = "# What upstream offers and this build hooks; written by -Dquarkus.skywalking.drift=update, compared by every build.";

    /** At a reload nothing is written down or compared: files of rules change then, and who changes them waits. */
    @BuildStep
    InventoryBuildItem takeInventory(LiveReloadBuildItem reload, List<OapModuleBuildItem> modules, List<UpstreamContractBuildItem> contracts,
                                     List<HttpEndpointBuildItem> endpoints,
                                     List<GrpcServiceBuildItem> services, List<GraphQlFieldBuildItem> fields, List<OalMetricBuildItem> metrics,
                                     List<MeterBuildItem> meters, List<ReflectionBuildItem> reflection,
                                     List<ClosedWorldExceptionBuildItem> exceptions) {
        if (reload.isLiveReload()) {
            return null;
        }
        return new InventoryBuildItem(new Inventory(List.of(
            new Inventory.Section("module", true, modules.stream()
                .map(module -> module.module() + "." + module.provider() + " " + module.status()
                    + (module.reason().isEmpty() ? "" : ": " + module.reason())).toList()),
            new Inventory.Section("http", true, endpoints.stream()
                .map(endpoint -> endpoint.server() + " " + endpoint.verb() + " " + endpoint.path() + " " + endpoint.parameters() + " by " + endpoint.handler()
                    + "#" + endpoint.method()).toList()),
            new Inventory.Section("grpc", true, services.stream()
                .map(service -> service.info().service() + " " + new TreeSet<>(service.info().methods()) + " by " + service.info().handler()).toList()),
            new Inventory.Section("graphql", true, fields.stream().filter(field -> field.kind() == GraphQlFieldBuildItem.Kind.ROOT)
                .map(field -> field.coordinates() + " by " + field.target()).toList()),
            new Inventory.Section("hooked class", true, contracts.stream().map(contract -> contract.className() + " " + contract.hash()).toList()),
            new Inventory.Section("hook", false, contracts.stream().flatMap(contract -> contract.hooks().stream())
                .map(hook -> hook.className() + ": " + hook.description() + ", " + hook.sites() + " sites: " + hook.reason()).toList()),
            new Inventory.Section("closed world exception", true, exceptions.stream()
                .map(exception -> exception.user() + " uses " + exception.used() + ": " + exception.reason()).toList()),
            new Inventory.Section("metric", false, metrics.stream()
                .map(metric -> metric.script() + " " + metric.metric().name() + " from " + metric.metric().source()).toList()),
            new Inventory.Section("meter", false, meters.stream().map(MeterBuildItem::describe).toList()),
            new Inventory.Section("reflection", false, ReflectiveClasses.describe(reflection)))));
    }

    @BuildStep
    @Produce(ServiceStartBuildItem.class)
    void writeInventory(Optional<InventoryBuildItem> taken, OutputTargetBuildItem target) throws IOException {
        if (taken.isEmpty()) {
            return;
        }
        var inventory = taken.get().inventory();
        var folder = Files.createDirectories(target.getOutputDirectory().resolve("skywalking"));
        Files.writeString(folder.resolve("inventory.md"), inventory.markdown());
        Map<String, Object> json = new LinkedHashMap<>();
        inventory.sections().forEach(section -> json.put(section.name(), section.entries()));
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(folder.resolve("inventory.json").toFile(), json);
    }

    /** The file lies beside the output folder, in the application's own. An application without one has nothing to compare with. */
    @BuildStep
    void compareWithLock(Optional<InventoryBuildItem> taken, OapBuildTimeConfig config, OutputTargetBuildItem target,
                         BuildProducer<ProblemBuildItem> problems) throws IOException {
        if (taken.isEmpty()) {
            return;
        }
        var lock = target.getOutputDirectory().resolveSibling(LOCK);
        var now = taken.get().inventory().lock();
        if (config.drift() == OapBuildTimeConfig.Drift.UPDATE) {
            Files.writeString(lock, LOCK_HEADER + "\n" + String.join("\n", now) + "\n");
            return;
        }
        if (!Files.exists(lock)) {
            return;
        }
        for (var problem : differences(read(lock), now)) {
            if (config.drift() == OapBuildTimeConfig.Drift.WARN) {
                LOG.warn(problem.describe());
            } else {
                problems.produce(problem);
            }
        }
    }

    private static List<String> read(Path lock) throws IOException {
        return Files.readAllLines(lock).stream().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
    }

    static List<ProblemBuildItem> differences(List<String> before, List<String> now) {
        var gone = new TreeSet<>(before);
        now.forEach(gone::remove);
        var come = new TreeSet<>(now);
        before.forEach(come::remove);
        var hint = "review it, then accept it with -Dquarkus.skywalking.drift=update";
        var found = gone.stream().map(line -> new ProblemBuildItem("DRIFT", LOCK, before.indexOf(line) + 2, 1, "no longer so: " + line, hint))
            .collect(Collectors.toList());
        come.forEach(line -> found.add(new ProblemBuildItem("DRIFT", LOCK, 0, 0, "new: " + line, hint)));
        return found;
    }
}
