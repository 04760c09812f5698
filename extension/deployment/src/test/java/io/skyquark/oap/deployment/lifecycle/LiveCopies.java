// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.lifecycle;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/** What is alive in this process. */
final class LiveCopies {

    private LiveCopies() {
    }

    /** Collects garbage and counts the instances of a class, in all class loaders together. */
    static long of(String className) throws JMException {
        var histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "gcClassHistogram", new Object[] {new String[0]}, new String[] {String[].class.getName()});
        return Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "(?:\\s|$)", Pattern.MULTILINE).matcher(histogram).results()
            .mapToLong(row -> Long.parseLong(row.group(1))).sum();
    }

    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).map(Thread::getName).sorted().toList();
    }
}
