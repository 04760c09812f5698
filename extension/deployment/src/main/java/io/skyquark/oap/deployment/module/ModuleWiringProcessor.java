// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;
import io.skyquark.oap.deployment.Generated;
import io.skyquark.oap.deployment.KeptClasses;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.module.ServiceFiles.Artifact;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem.Key;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.ProviderReplacementBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Finds modules and providers, and generates what upstream's boot looks for with {@code ServiceLoader} and sets with reflection. */
class ModuleWiringProcessor {

    private static final String LIBRARY = "org.apache.skywalking.oap.server.library.module.";
    private static final String OURS = "io.skyquark.oap.server.module.";
    private static final String SERVICE_LOADER = "java.util.ServiceLoader";

    /** What an augmentation found in jars, for the reload after it: jars do not change while a process runs. */
    private record Found(List<Artifact> classPath, List<OapModuleBuildItem> modules, List<ServiceListBuildItem> lists) {
    }

    @BuildStep
    void findModules(CurateOutcomeBuildItem curated, CombinedIndexBuildItem index, List<ProviderReplacementBuildItem> replacements, LiveReloadBuildItem reload,
                     BuildProducer<OapModuleBuildItem> modules, BuildProducer<ServiceListBuildItem> lists, BuildProducer<ProblemBuildItem> problems) {
        var classPath = classPath(curated);
        var found = reload.getContextObject(Found.class);
        if (found == null || !found.classPath().equals(classPath) || ServiceFiles.anyInFolders(classPath)) {
            found = find(classPath, index.getIndex(), replacements, problems);
            reload.setContextObject(Found.class, found);
        }
        found.modules().forEach(modules::produce);
        found.lists().forEach(lists::produce);
    }

    /** Nothing is kept where there are problems: they are found again. */
    private static Found find(List<Artifact> classPath, IndexView index, List<ProviderReplacementBuildItem> replacements, BuildProducer<ProblemBuildItem> problems) {
        var services = ServiceFiles.read(classPath);
        List<OapModuleBuildItem> modules;
        boolean flawless;
        try (var inspector = new ModuleInspector(classPath.stream().flatMap(artifact -> artifact.paths().stream()).toList())) {
            var reconciled = new ModuleReconciler(inspector, ProviderTable.load(), replacements)
                .reconcile(services, concrete(index, ServiceFiles.MODULE), concrete(index, ServiceFiles.PROVIDER));
            modules = reconciled.items();
            flawless = reconciled.problems().isEmpty();
            reconciled.problems().forEach(problems::produce);
        }
        Map<String, List<String>> others = new TreeMap<>();
        services.stream().filter(service -> !service.type().equals(ServiceFiles.MODULE) && !service.type().equals(ServiceFiles.PROVIDER))
            .forEach(service -> others.computeIfAbsent(service.type(), type -> new ArrayList<>()).add(service.className()));
        var lists = others.entrySet().stream().map(list -> new ServiceListBuildItem(list.getKey(), List.copyOf(list.getValue()))).toList();
        return new Found(flawless ? classPath : List.of(), modules, lists);
    }

    private static List<Artifact> classPath(CurateOutcomeBuildItem curated) {
        var model = curated.getApplicationModel();
        var artifacts = new ArrayList<Artifact>();
        artifacts.add(artifact(model.getAppArtifact()));
        model.getRuntimeDependencies().forEach(dependency -> artifacts.add(artifact(dependency)));
        return artifacts;
    }

    private static Artifact artifact(ResolvedDependency dependency) {
        var paths = new ArrayList<Path>();
        dependency.getResolvedPaths().forEach(paths::add);
        return new Artifact(dependency.getGroupId() + ":" + dependency.getArtifactId() + ":" + dependency.getVersion(), paths);
    }

    /** Classes of ours extend upstream's providers too, and are found by their replacement items. */
    private static Set<String> concrete(IndexView index, String type) {
        return index.getAllKnownSubclasses(DotName.createSimple(type)).stream()
            .filter(found -> !Modifier.isAbstract(found.flags()) && found.name().toString().startsWith("org.apache.skywalking."))
            .map(found -> found.name().toString()).collect(Collectors.toCollection(TreeSet::new));
    }

    @BuildStep
    void hookModuleBoot(BuildProducer<UpstreamHookBuildItem> hooks) {
        var loader = OURS + "OapServiceLoader";
        var why = "modules and providers are listed at augmentation";
        hooks.produce(Hooks.remap(LIBRARY + "ModuleManager", SERVICE_LOADER, loader, 12, why));
        hooks.produce(Hooks.remap(LIBRARY + "ModuleDefine", SERVICE_LOADER, loader, 5, why));
        hooks.produce(Hooks.delegate(LIBRARY + "ModuleDefine", "copyProperties",
            "(L" + (LIBRARY + "ModuleConfig").replace('.', '/') + ";Ljava/util/Properties;Ljava/lang/String;Ljava/lang/String;)V", OURS + "OapModuleConfig",
            "configuration fields are set by generated code"));
        hooks.produce(Hooks.remap("org.apache.skywalking.oap.server.receiver.envoy.AccessLogServiceGRPCHandler", SERVICE_LOADER, loader, 12,
            "access log analysers are listed at augmentation"));
    }

    @BuildStep
    void openConfigurationFields(List<OapModuleBuildItem> modules, BuildProducer<UpstreamHookBuildItem> hooks) {
        Map<String, Set<String>> closed = new TreeMap<>();
        for (var module : wired(modules)) {
            module.wiring().keys().stream().filter(key -> !key.open())
                .forEach(key -> closed.computeIfAbsent(key.owner(), owner -> new TreeSet<>()).add(key.name()));
        }
        closed.forEach((owner, fields) -> hooks.produce(Hooks.openFields(owner, List.copyOf(fields), "configuration fields are set by generated code")));
    }

    @BuildStep
    void generateCatalog(List<OapModuleBuildItem> modules, List<ServiceListBuildItem> lists, LiveReloadBuildItem reload,
                         BuildProducer<GeneratedClassBuildItem> classes, BuildProducer<GeneratedResourceBuildItem> resources,
                         BuildProducer<ReflectionBuildItem> reflection) {
        Map<String, String> moduleClasses = new TreeMap<>();
        Map<String, String> providerClasses = new TreeMap<>();
        Map<String, List<Key>> configs = new TreeMap<>();
        for (var module : wired(modules)) {
            var wiring = module.wiring();
            moduleClasses.put(module.module(), wiring.moduleClass());
            providerClasses.put(module.module() + "." + module.provider(), wiring.providerClass());
            if (wiring.configClass() != null) {
                configs.put(wiring.configClass(), wiring.keys());
            }
        }
        Map<String, List<String>> services = new LinkedHashMap<>();
        lists.forEach(list -> services.put(list.type(), list.classNames()));
        KeptClasses.produce(reload, Generated.MODULE_CATALOG, List.of(moduleClasses, providerClasses, configs, services),
            new ModuleCatalogGenerator(moduleClasses, providerClasses, configs, services)::generate, classes, resources);
        reflection.produce(new ReflectionBuildItem(configs.keySet(), Access.INSTANCES,
            "upstream's ModuleDefine creates the configuration object of a provider"));
    }

    private static List<OapModuleBuildItem> wired(List<OapModuleBuildItem> modules) {
        return modules.stream().filter(module -> module.wiring() != null).toList();
    }
}
