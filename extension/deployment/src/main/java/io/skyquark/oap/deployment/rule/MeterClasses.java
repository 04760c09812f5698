// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.exchange.Meter;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/**
 * Metrics across files: several files may define a metric of the same name, as those for the same host by different agents do, and they share its class if they
 * mean the same. Otherwise upstream would refuse the second at its start.
 */
final class MeterClasses {

    private record Defined(String file, Meter meter) {

        String kind() {
            return meter.function() + " of " + meter.scope();
        }

        String place() {
            return file + ":" + meter.at().line();
        }
    }

    private final Map<String, Defined> byClass = new HashMap<>();
    private final List<Meter> meters = new ArrayList<>();
    private final List<ProblemBuildItem> problems = new ArrayList<>();

    MeterClasses(Collection<CompiledFile> files) {
        files.forEach(file -> file.meters().forEach(meter -> add(new Defined(file.file(), meter))));
    }

    private void add(Defined defined) {
        var meter = defined.meter();
        var earlier = byClass.putIfAbsent(RuleCatalogGenerator.meterClass(meter.metric()), defined);
        if (earlier == null) {
            meters.add(meter);
        } else if (!earlier.meter().metric().equals(meter.metric())) {
            problem(defined, "metric '" + meter.metric() + "' differs only in case from '" + earlier.meter().metric() + "' of rule '" + earlier.meter().rule()
                + "' in " + earlier.place());
        } else if (!earlier.kind().equals(defined.kind())) {
            problem(defined, "metric '" + meter.metric() + "' is " + defined.kind() + ", but by rule '" + earlier.meter().rule() + "' in " + earlier.place()
                + " it is " + earlier.kind());
        }
    }

    private void problem(Defined defined, String message) {
        problems.add(new ProblemBuildItem("MAL_DUPLICATE", defined.file(), defined.meter().at().line(), defined.meter().at().column(),
            "rule '" + defined.meter().rule() + "': " + message, "choose another name"));
    }

    /** One of each name. */
    List<Meter> meters() {
        return meters;
    }

    List<ProblemBuildItem> problems() {
        return problems;
    }
}
