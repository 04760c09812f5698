// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** The constants of an enum of upstream, read without initialising the class, whose statics would start OAP. */
public final class UpstreamEnum {

    public static final String LAYER = "org.apache.skywalking.oap.server.core.analysis.Layer";

    private UpstreamEnum() {
    }

    public static SortedSet<String> constants(String className) {
        try {
            var type = Class.forName(className, false, UpstreamEnum.class.getClassLoader());
            var names = new TreeSet<String>();
            Arrays.stream(type.getFields()).filter(Field::isEnumConstant).map(Field::getName).forEach(names::add);
            return names;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(className + " is not on the class path of the build", e);
        }
    }
}
