// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the boots of this process leave behind. Every boot has class loaders of its own, so the notes are kept where all of them look: in system properties. */
final class EndedBoots {

    private static final String KEY = EndedBoots.class.getName();

    private EndedBoots() {
    }

    /**
     * @param threads names of the live threads
     * @param openPorts those of the server's ports that still took connections
     */
    record Left(List<String> threads, String openPorts) {
    }

    /** Takes down what is left after a boot has ended. */
    static void ended(Left left) {
        int boot = all().size();
        System.setProperty(KEY + boot + ".ports", left.openPorts());
        System.setProperty(KEY + boot + ".threads", String.join("\n", left.threads()));
    }

    static List<Left> all() {
        var all = new ArrayList<Left>();
        String threads;
        while ((threads = System.getProperty(KEY + all.size() + ".threads")) != null) {
            all.add(new Left(Arrays.asList(threads.split("\n")), System.getProperty(KEY + all.size() + ".ports")));
        }
        return all;
    }

    /** @return whether no boot has shown this class before */
    static boolean isNew(Class<?> type) {
        return System.setProperty(KEY + ".class." + System.identityHashCode(type), type.getName()) == null;
    }
}
