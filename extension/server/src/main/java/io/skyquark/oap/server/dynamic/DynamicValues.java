// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.dynamic;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher;
import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher.ConfigChangeEvent;
import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher.EventType;
import org.apache.skywalking.oap.server.configuration.api.GroupConfigChangeWatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the dynamic configuration and those who use a value of it. A value that cannot be used is told once, by key and reason, and changes nothing;
 * with upstream it may empty the setting, and keeps other keys from being looked at.
 */
public final class DynamicValues {

    private static final Logger LOG = LoggerFactory.getLogger(DynamicValues.class);

    /** The value of each key that was told to be of no use. */
    private static final Map<String, String> REFUSED = new ConcurrentHashMap<>();
    private static final Set<ConfigChangeWatcher> DYNAMIC = ConcurrentHashMap.newKeySet();

    private DynamicValues() {
    }

    /** Stands in for {@link ConfigChangeWatcher#notify(ConfigChangeEvent)}. */
    public static void notify(ConfigChangeWatcher watcher, ConfigChangeEvent event) {
        if (event.getEventType() != EventType.DELETE) {
            if (apply(watcher, event, "the dynamic configuration")) {
                DYNAMIC.add(watcher);
            }
        } else if (DYNAMIC.contains(watcher) && apply(watcher, event, "the dynamic configuration")) {
            DYNAMIC.remove(watcher);
        }
    }

    /** Whether what a watcher has comes from the dynamic configuration. Its value does not tell: it may be one from a file, or one that upstream kept before it failed. */
    static boolean isDynamic(ConfigChangeWatcher watcher) {
        return DYNAMIC.contains(watcher);
    }

    /** Call before the modules start. */
    public static void reset() {
        REFUSED.clear();
        DYNAMIC.clear();
    }

    /** Whether the value is in use now. */
    static boolean apply(ConfigChangeWatcher watcher, ConfigChangeEvent event, String origin) {
        var key = key(watcher);
        if (event.getNewValue() != null && event.getNewValue().equals(REFUSED.get(key))) {
            return false;
        }
        try {
            if (event.getEventType() != EventType.DELETE) {
                ValueCheck.of(watcher.getItemName(), event.getNewValue());
            }
            watcher.notify(event);
            REFUSED.remove(key);
            LOG.info("{} is {} by {}", key, event.getEventType() == EventType.DELETE ? "reset" : "changed", origin);
            return true;
        } catch (RuntimeException e) {
            refuse(key, event.getNewValue(), origin, e);
            return false;
        }
    }

    /** Stands in for {@link GroupConfigChangeWatcher#notifyGroup(Map)}. */
    public static void notifyGroup(GroupConfigChangeWatcher watcher, Map<String, ConfigChangeEvent> events) {
        Map<String, ConfigChangeEvent> usable = new HashMap<>();
        events.forEach((item, event) -> {
            var key = key(watcher) + "." + item;
            if (event.getNewValue() == null || !event.getNewValue().equals(REFUSED.get(key))) {
                try {
                    if (event.getNewValue() != null) {
                        ValueCheck.of(watcher.getItemName(), event.getNewValue());
                    }
                    usable.put(item, event);
                } catch (RuntimeException e) {
                    refuse(key, event.getNewValue(), "the dynamic configuration", e);
                }
            }
        });
        if (!usable.isEmpty()) {
            try {
                watcher.notifyGroup(usable);
                LOG.info("{} is changed by the dynamic configuration: {}", key(watcher), usable.keySet());
            } catch (RuntimeException e) {
                refuse(key(watcher), usable.keySet().toString(), "the dynamic configuration", e);
            }
        }
    }

    static String key(ConfigChangeWatcher watcher) {
        return watcher.getModule() + "." + watcher.getProvider().name() + "." + watcher.getItemName();
    }

    private static void refuse(String key, String value, String origin, RuntimeException why) {
        if (value != null) {
            REFUSED.put(key, value);
        }
        LOG.warn("{} stays as it was: the value of {} cannot be used, {}", key, origin, reason(why));
    }

    /** Upstream wraps what it means, and a parser's message has several lines. */
    private static String reason(Throwable why) {
        var cause = why;
        while (cause.getCause() != null && cause.getCause() != cause && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return (cause.getMessage() == null ? cause.toString() : cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
