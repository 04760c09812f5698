// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.skyquark.oap.deployment.rule.ir.Local;
import io.skyquark.oap.deployment.rule.ir.ValueType;

/** The variables that a name may refer to at a place: those of the block, of the blocks around it, and of the closures around the closure. */
final class Scope {

    private final Scope outer;
    private final boolean closure;
    private final Map<String, Local> locals = new HashMap<>();
    private final Map<Integer, Local> captured = new LinkedHashMap<>();

    private Scope(Scope outer, boolean closure) {
        this.outer = outer;
        this.closure = closure;
    }

    static Scope script() {
        return new Scope(null, true);
    }

    Scope block() {
        return new Scope(this, false);
    }

    Scope closure() {
        return new Scope(this, true);
    }

    Local declare(int id, String name, ValueType type, boolean shared) {
        var local = new Local(id, name, type, shared);
        locals.put(name, local);
        return local;
    }

    /** The variable of a name, noted as captured by every closure between its use and its declaration; null where there is none. */
    Local find(String name) {
        var found = locals.get(name);
        if (found != null || outer == null) {
            return found;
        }
        found = outer.find(name);
        if (found != null && closure) {
            captured.put(found.id(), found);
        }
        return found;
    }

    /** Names of all variables that can be seen here. */
    Set<String> names() {
        Set<String> names = outer == null ? new TreeSet<>() : outer.names();
        names.addAll(locals.keySet());
        return names;
    }

    /** What the closure of this scope uses of its surroundings. */
    List<Local> captured() {
        return List.copyOf(captured.values());
    }

    /** How many closures this place is inside of. */
    int depth() {
        return (outer == null ? 0 : outer.depth()) + (closure ? 1 : 0);
    }
}
