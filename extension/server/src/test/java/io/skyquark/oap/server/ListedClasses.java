// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server;

import java.util.HashMap;
import java.util.Map;

import io.skyquark.oap.model.ClassCatalog;

/** A class catalog of what a test lists. */
public final class ListedClasses implements ClassCatalog {

    private final Map<String, Class<?>[]> classes = new HashMap<>();
    private final Map<String, String[]> names = new HashMap<>();

    public ListedClasses list(String key, Class<?>... listed) {
        classes.put(key, listed);
        return this;
    }

    public ListedClasses name(String key, String... listed) {
        names.put(key, listed);
        return this;
    }

    @Override
    public Class<?>[] classes(String key) {
        return classes.get(key);
    }

    @Override
    public String[] names(String key) {
        return names.get(key);
    }
}
