// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.skyquark.oap.deployment.module.ModuleInspector.Module;
import io.skyquark.oap.deployment.module.ProviderTable.Row;
import io.skyquark.oap.deployment.module.ServiceFiles.Service;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem.Status;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem.Wiring;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.ProviderReplacementBuildItem;

/**
 * Brings together what the class path has, what the index knows, what the table says and what takes the place of an upstream provider. Every difference is
 * a problem, so that a new upstream release cannot add or drop a provider unnoticed.
 */
final class ModuleReconciler {

    private final ModuleInspector inspector;
    private final Map<String, Row> table = new LinkedHashMap<>();
    private final Map<String, ProviderReplacementBuildItem> replacements = new HashMap<>();
    private final Map<String, String> moduleClasses = new HashMap<>();
    private final Map<String, Module> modules = new HashMap<>();
    private final List<OapModuleBuildItem> items = new ArrayList<>();
    private final List<ProblemBuildItem> problems = new ArrayList<>();

    ModuleReconciler(ModuleInspector inspector, List<Row> rows, List<ProviderReplacementBuildItem> replacing) {
        this.inspector = inspector;
        rows.forEach(row -> table.put(row.className(), row));
        replacing.forEach(item -> replacements.put(item.upstreamProvider(), item));
    }

    List<OapModuleBuildItem> items() {
        return items;
    }

    List<ProblemBuildItem> problems() {
        return problems;
    }

    /**
     * @param indexedModules names of the concrete {@code ModuleDefine}s of upstream's artifacts that the index knows
     * @param indexedProviders the same of {@code ModuleProvider}s
     */
    ModuleReconciler reconcile(List<Service> services, Set<String> indexedModules, Set<String> indexedProviders) {
        compareWithIndex(ServiceFiles.MODULE, services, indexedModules);
        compareWithIndex(ServiceFiles.PROVIDER, services, indexedProviders);
        services.stream().filter(service -> service.type().equals(ServiceFiles.MODULE)).forEach(this::addModule);
        services.stream().filter(service -> service.type().equals(ServiceFiles.PROVIDER)).forEach(this::addProvider);
        var present = services.stream().map(Service::className).toList();
        table.values().stream().filter(row -> !present.contains(row.className())).forEach(this::addMissing);
        return this;
    }

    private void compareWithIndex(String type, List<Service> services, Set<String> indexed) {
        var listed = new TreeSet<String>();
        services.stream().filter(service -> service.type().equals(type) && service.artifact().isUpstream()).forEach(service -> listed.add(service.className()));
        listed.stream().filter(name -> !indexed.contains(name)).forEach(name -> problem("MODULE_INDEX", name,
            "META-INF/services lists the class, but it is not in the index", "index the artifact that holds it"));
        indexed.stream().filter(name -> !listed.contains(name)).sorted().forEach(name -> problem("MODULE_INDEX", name,
            "the index has the class, but no META-INF/services file lists it", "upstream would not find it either: review what it is for"));
    }

    private void addModule(Service service) {
        try {
            var module = inspector.module(service.className());
            modules.put(service.className(), module);
            var before = moduleClasses.put(module.name(), service.className());
            if (before != null) {
                problem("MODULE_TWICE", service.className(), "module '" + module.name() + "' is also defined by " + before, "keep one of the artifacts");
            }
        } catch (ReflectiveOperationException e) {
            problem("MODULE_CLASS", service.className(), "the module cannot be created: " + cause(e), "");
        }
    }

    private void addProvider(Service service) {
        var row = table.get(service.className());
        if (row == null && service.artifact().isUpstream()) {
            problem("MODULE_UNKNOWN", service.className(), "the provider of " + service.artifact().coordinates() + " is not in " + ProviderTable.FILE,
                "say there whether it is built in or left out, and why");
        } else if (row != null && !row.leftOut().isEmpty()) {
            problem("MODULE_LEFT_OUT", service.className(), "the provider is left out, but " + service.artifact().coordinates() + " is on the class path: "
                + row.leftOut(), "exclude the artifact");
        } else {
            wire(service, row);
        }
    }

    /** A provider that is replaced is never created: it may link what is not on the class path. */
    private void wire(Service service, Row row) {
        var replacement = replacements.get(service.className());
        var className = replacement == null ? service.className() : replacement.replacement();
        try {
            var provider = inspector.provider(className);
            var module = modules.get(provider.moduleClass());
            if (module == null) {
                problem("MODULE_MISSING", className, "its module " + provider.moduleClass() + " is not on the class path", "");
            } else if (row != null && !(row.module().equals(module.name()) && row.provider().equals(provider.name()))) {
                problem("MODULE_NAME", className, "it is " + module.name() + "." + provider.name() + ", but " + ProviderTable.FILE + " has it as "
                    + row.module() + "." + row.provider(), "");
            } else {
                add(service, row, module, provider, replacement);
            }
        } catch (ReflectiveOperationException e) {
            problem("MODULE_CLASS", className, "the provider cannot be created: " + cause(e), "");
        }
    }

    private void add(Service service, Row row, Module module, ModuleInspector.Provider provider, ProviderReplacementBuildItem replacement) {
        var requires = new ArrayList<>(provider.requires());
        if (row != null) {
            row.alsoNeeds().stream().filter(name -> !requires.contains(name)).forEach(requires::add);
        }
        boolean available = row == null || row.needs().isEmpty() || inspector.has(row.needs());
        var reason = available ? replacement == null ? "" : replacement.reason() : "it needs " + row.needs() + "; add " + row.add() + " to the application";
        items.add(new OapModuleBuildItem(module.name(), provider.name(), service.artifact().coordinates(), available ? Status.BUILT_IN : Status.AVAILABLE, reason,
            new Wiring(provider.moduleClass(), replacement == null ? service.className() : replacement.replacement(), provider.configClass(),
                List.copyOf(requires), module.services(), provider.keys())));
    }

    private static Throwable cause(ReflectiveOperationException e) {
        return e instanceof InvocationTargetException thrown ? thrown.getCause() : e;
    }

    private void addMissing(Row row) {
        if (row.leftOut().isEmpty()) {
            problem("MODULE_MISSING", row.className(), "the provider is built in according to " + ProviderTable.FILE + ", but the class path does not have it",
                "remove the exclusion, or say in the table why it is left out");
        } else {
            items.add(new OapModuleBuildItem(row.module(), row.provider(), "", Status.LEFT_OUT, row.leftOut(), null));
        }
    }

    private void problem(String code, String subject, String message, String hint) {
        problems.add(new ProblemBuildItem(code, subject, 0, 0, message, hint));
    }
}
