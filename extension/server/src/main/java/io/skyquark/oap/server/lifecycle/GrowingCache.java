// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import com.google.common.cache.CacheBuilder;

/** A cache whose table grows with what is in it, up to the same bound. */
public final class GrowingCache {

    private GrowingCache() {
    }

    /** Takes the place of {@link CacheBuilder#initialCapacity}: a tenth of the bound, 100,000 entries by default, is a megabyte of empty slots. */
    public static CacheBuilder<Object, Object> initialCapacity(CacheBuilder<Object, Object> builder, int entries) {
        return builder;
    }
}
