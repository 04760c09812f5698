// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.quarkus.deployment.GeneratedClassGizmo2Adaptor;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.gizmo2.ClassOutput;

/** Classes that follow from a value alone, which a live reload need not generate again while the value is the same. */
public final class KeptClasses {

    /** Build steps run in parallel, and each keeps its own. */
    private record Kept(Map<String, Entry> entries) {
    }

    private record Entry(Object source, List<GeneratedClassBuildItem> classes) {
    }

    private KeptClasses() {
    }

    /**
     * Produces the classes.
     *
     * @param name   of the class, or of the first of them
     * @param source all that the generator reads; compared by {@link Object#equals}
     */
    public static void produce(LiveReloadBuildItem reload, String name, Object source, Consumer<ClassOutput> generator,
                               BuildProducer<GeneratedClassBuildItem> classes, BuildProducer<GeneratedResourceBuildItem> resources) {
        var entries = kept(reload).entries();
        var entry = entries.get(name);
        if (entry == null || !entry.source().equals(source)) {
            var generated = new ArrayList<GeneratedClassBuildItem>();
            generator.accept(new GeneratedClassGizmo2Adaptor(generated::add, resources, true));
            entry = new Entry(source, generated);
            entries.put(name, entry);
        }
        entry.classes().forEach(classes::produce);
    }

    private static Kept kept(LiveReloadBuildItem reload) {
        synchronized (KeptClasses.class) {
            var kept = reload.getContextObject(Kept.class);
            if (kept == null) {
                kept = new Kept(new ConcurrentHashMap<>());
                reload.setContextObject(Kept.class, kept);
            }
            return kept;
        }
    }
}
