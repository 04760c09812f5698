// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.hook;

import static org.objectweb.asm.Opcodes.ASM9;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.BytecodeTransformerBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamContractBuildItem;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Proves every declared hook against the class file that upstream ships, then hands it to Quarkus. */
class TransformProcessor {

    private static final String UPSTREAM = "org.apache.skywalking.";
    private static final String RELOADED = "io/skyquark/oap/server/";

    /** What a hook is known by; the code of a hook does not change while a process runs. */
    private record Declared(String description, int sites) {
    }

    /** Hash of each class that was proved, by its name and hooks, for the reload after it: jars do not change while a process runs. */
    private record Proved(Map<String, String> hashes, Map<String, List<Declared>> hooks) {
    }

    @BuildStep
    void transformUpstream(List<UpstreamHookBuildItem> hooks, LaunchModeBuildItem launchMode, LiveReloadBuildItem reload,
                           BuildProducer<BytecodeTransformerBuildItem> transformers, BuildProducer<UpstreamContractBuildItem> contracts,
                           BuildProducer<ProblemBuildItem> problems) {
        var before = reload.getContextObject(Proved.class);
        var proved = before != null ? before : new Proved(new HashMap<>(), new HashMap<>());
        reload.setContextObject(Proved.class, proved);
        Map<String, List<UpstreamHookBuildItem>> byClass = new TreeMap<>();
        for (var hook : hooks) {
            byClass.computeIfAbsent(hook.className(), name -> new ArrayList<>()).add(hook);
        }
        byClass.forEach((className, own) -> {
            // Steps run in parallel, and their hooks come in any order.
            var declared = own.stream().map(hook -> new Declared(hook.description(), hook.sites())).sorted(Comparator.comparing(Declared::description)).toList();
            if (!declared.equals(proved.hooks().get(className))) {
                var original = classFile(className);
                if (original == null) {
                    problems.produce(new ProblemBuildItem("HOOK_CLASS", className, 0, 0, "the hooked class is not on the class path",
                        "upstream moved or removed it: review " + own.get(0).description()));
                    return;
                }
                var found = Stream.concat(own.stream().map(hook -> check(hook, original)).flatMap(Optional::stream), checkReach(className, own, original).stream())
                    .toList();
                found.forEach(problems::produce);
                proved.hashes().put(className, ClassHash.of(original));
                proved.hooks().put(className, found.isEmpty() ? declared : List.of());
            }
            contracts.produce(new UpstreamContractBuildItem(className, proved.hashes().get(className), own));
            var applied = applied(own, launchMode.getLaunchMode());
            if (applied.isEmpty()) {
                return;
            }
            transformers.produce(new BytecodeTransformerBuildItem.Builder()
                .setClassToTransform(className)
                .setCacheable(true)
                .setVisitorFunction((name, visitor) -> chain(applied, visitor))
                .build());
        });
    }

    private static Optional<ProblemBuildItem> check(UpstreamHookBuildItem hook, byte[] original) {
        var counter = new SiteCounter();
        new ClassReader(original).accept(hook.visitor().apply(new ClassWriter(0), counter), 0);
        return counter.count() == hook.sites() ? Optional.empty() : Optional.of(new ProblemBuildItem("HOOK_SITES", hook.className(), 0, 0,
            "hook '" + hook.description() + "' matches " + counter.count() + " sites, declared are " + hook.sites(), "upstream changed: " + hook.reason()));
    }

    private static List<UpstreamHookBuildItem> applied(List<UpstreamHookBuildItem> hooks, LaunchMode mode) {
        return hooks.stream().filter(hook -> hook.appliesIn(mode)).toList();
    }

    /** In development a library's class loader is above that of OAP and of the code around it, so that a library's class finds nothing of them. */
    private static Optional<ProblemBuildItem> checkReach(String className, List<UpstreamHookBuildItem> hooks, byte[] original) {
        if (className.startsWith(UPSTREAM)) {
            return Optional.empty();
        }
        var writer = new ClassWriter(0);
        new ClassReader(original).accept(chain(applied(hooks, LaunchMode.DEVELOPMENT), writer), 0);
        var found = new TreeSet<String>();
        new ClassReader(writer.toByteArray()).accept(new ClassRemapper(new ClassWriter(0), new Remapper(ASM9) {
            @Override
            public String map(String name) {
                if (name.startsWith(RELOADED)) {
                    found.add(name.replace('/', '.'));
                }
                return name;
            }
        }), 0);
        return found.isEmpty() ? Optional.empty() : Optional.of(new ProblemBuildItem("HOOK_REACH", className, 0, 0,
            "a library's hooks use " + String.join(", ", found) + ", which a live reload replaces and the library does not see",
            "move what they use to io.skyquark.oap.runtime.library, or do not apply them in development"));
    }

    private static ClassVisitor chain(List<UpstreamHookBuildItem> hooks, ClassVisitor visitor) {
        var chained = visitor;
        for (var hook : hooks) {
            chained = hook.visitor().apply(chained, new SiteCounter());
        }
        return chained;
    }

    private static byte[] classFile(String className) {
        var loader = Thread.currentThread().getContextClassLoader();
        try (var in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
