// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.skyquark.oap.deployment.nativeimage.ClassOutline.Use;

/**
 * Walks the code that a server can run, from its starting points, and tells what of it is forbidden. A call reaches the method in every class below the
 * receiver's of which an object can exist (rapid type analysis); where the constant of a class is used, objects of it can exist. Libraries are not followed:
 * they may call back every method of an object that overrides one of theirs. What is looked up by its name alone is seen where it is a starting point. Class
 * names are internal ones.
 */
final class ClosedWorld {

    private enum NodeKind {
        METHOD,
        /** A method as callers name it. */
        CALL,
        /** An object of a class can exist. */
        OBJECT,
        /** A class is initialised. */
        CLASS
    }

    private record Node(NodeKind kind, String owner, String member) {

        String describe() {
            int end = member.indexOf('(');
            return owner.replace('/', '.') + "." + (end < 0 ? member : member.substring(0, end));
        }
    }

    /**
     * One forbidden use in one method.
     *
     * @param used class and member, with dots, for example {@code java.util.ServiceLoader.load}
     * @param usedClass the class of it, with dots
     * @param user class and method with the use, the last of the path
     * @param path methods from a starting point on, each calls or creates the next
     */
    record Finding(ForbiddenUse kind, String used, String usedClass, String userClass, String user, List<String> path) {
    }

    private record Found(Node user, ForbiddenUse kind, Use use) {
    }

    private static final Node START = new Node(NodeKind.CALL, "", "");

    private final ClassHierarchy classes;
    private final Map<Node, Set<Node>> edges = new HashMap<>();
    private final Set<Node> reached = new HashSet<>();
    private final Deque<Node> work = new ArrayDeque<>();
    /** Class to the classes below it of which objects can exist. */
    private final Map<String, List<String>> objects = new HashMap<>();
    /** Class to the members that are called on it. */
    private final Map<String, List<String>> calls = new HashMap<>();
    private final List<Found> found = new ArrayList<>();

    ClosedWorld(ClassHierarchy classes) {
        this.classes = classes;
    }

    /** Every method of the class can run. */
    void startFrom(String name) {
        startFromObject(name);
        var outline = classes.own(name);
        if (outline != null) {
            reach(START, new Node(NodeKind.CLASS, name, ""));
            outline.methods().keySet().forEach(member -> reach(START, new Node(NodeKind.METHOD, name, member)));
        }
    }

    /** Code that is not walked creates objects of the class. */
    void startFromObject(String name) {
        create(START, name);
    }

    private void create(Node from, String name) {
        var outline = classes.own(name);
        if (outline != null && outline.isInstantiable()) {
            reach(from, new Node(NodeKind.OBJECT, name, ""));
            outline.methods().keySet().stream().filter(member -> member.startsWith(ClassOutline.CONSTRUCTOR))
                .forEach(member -> reach(from, new Node(NodeKind.METHOD, name, member)));
        }
    }

    private void reach(Node from, Node to) {
        edges.computeIfAbsent(from, node -> new LinkedHashSet<>()).add(to);
        if (reached.add(to)) {
            work.add(to);
        }
    }

    /** Walks everything; what it finds is sorted by its user. */
    List<Finding> findings() {
        for (var node = work.poll(); node != null; node = work.poll()) {
            switch (node.kind()) {
                case METHOD -> walk(node);
                case CALL -> dispatch(node);
                case OBJECT -> addObject(node);
                case CLASS -> initialise(node);
                default -> throw new IllegalStateException(node.toString());
            }
        }
        return found.isEmpty() ? List.of() : describe();
    }

    private void walk(Node node) {
        for (var use : classes.own(node.owner()).methods().get(node.member()).uses()) {
            check(node, use);
            if (classes.isOwn(use.owner())) {
                follow(node, use);
            }
        }
    }

    private void follow(Node node, Use use) {
        switch (use.kind()) {
            case VIRTUAL_CALL -> reach(node, new Node(NodeKind.CALL, use.owner(), use.member()));
            case DIRECT_CALL -> reachMethod(node, use.owner(), use.member());
            case STATIC -> {
                reach(node, new Node(NodeKind.CLASS, use.owner(), ""));
                reachMethod(node, use.owner(), use.member());
            }
            case CREATION -> reach(node, new Node(NodeKind.OBJECT, use.owner(), ""));
            // What gets the class may create objects of it.
            case CONSTANT -> create(node, use.owner());
            default -> {
            }
        }
    }

    private void reachMethod(Node from, String owner, String member) {
        var target = classes.resolve(owner, member);
        if (target != null) {
            reach(from, new Node(NodeKind.METHOD, target, member));
        }
    }

    private void dispatch(Node call) {
        calls.computeIfAbsent(call.owner(), name -> new ArrayList<>()).add(call.member());
        objects.getOrDefault(call.owner(), List.of()).forEach(name -> reachMethod(call, name, call.member()));
    }

    private void addObject(Node object) {
        var name = object.owner();
        reach(object, new Node(NodeKind.CLASS, name, ""));
        for (var type : classes.supertypes(name)) {
            if (classes.isOwn(type)) {
                objects.computeIfAbsent(type, any -> new ArrayList<>()).add(name);
                calls.getOrDefault(type, List.of()).forEach(member -> reachMethod(new Node(NodeKind.CALL, type, member), name, member));
            }
        }
        callBack(object);
    }

    /** What code of libraries, which has the object, can call. */
    private void callBack(Node object) {
        var supertypes = classes.supertypes(object.owner());
        var libraries = supertypes.stream().filter(type -> !classes.isOwn(type)).map(classes::find).toList();
        // Nobody knows the methods of a class that is not there.
        boolean anything = libraries.contains(null);
        for (var type : supertypes) {
            var outline = classes.own(type);
            if (outline != null) {
                outline.methods().forEach((member, method) -> {
                    if (method.isVirtual() && (anything || libraries.stream().anyMatch(library -> library.methods().containsKey(member)))) {
                        reachMethod(object, object.owner(), member);
                    }
                });
            }
        }
    }

    private void initialise(Node node) {
        for (var type : classes.supertypes(node.owner())) {
            var outline = classes.own(type);
            if (outline != null && outline.methods().containsKey(ClassOutline.INITIALIZER)) {
                reach(node, new Node(NodeKind.METHOD, type, ClassOutline.INITIALIZER));
            }
        }
    }

    private void check(Node user, Use use) {
        if (!classes.isOwn(use.owner()) || use.member().startsWith("defineClass(")) {
            ForbiddenUse.of(use, classes).ifPresent(kind -> found.add(new Found(user, kind, use)));
        }
    }

    /** One finding for each class that a method must not use. */
    private List<Finding> describe() {
        var paths = shortestPaths();
        Map<List<String>, Finding> findings = new HashMap<>();
        for (var each : found) {
            var user = each.user().describe();
            var usedClass = each.use().owner().replace('/', '.');
            findings.putIfAbsent(List.of(user, usedClass), new Finding(each.kind(), used(each.use()), usedClass, each.user().owner().replace('/', '.'), user,
                path(each.user(), paths)));
        }
        return findings.values().stream().sorted(Comparator.comparing(Finding::user).thenComparing(Finding::usedClass)).toList();
    }

    private static String used(Use use) {
        return use.member().isEmpty() ? use.owner().replace('/', '.') : new Node(NodeKind.METHOD, use.owner(), use.member()).describe();
    }

    private static List<String> path(Node last, Map<Node, Node> before) {
        Deque<String> path = new ArrayDeque<>();
        for (var node = last; node != null; node = before.get(node)) {
            if (node.kind() == NodeKind.METHOD) {
                path.addFirst(node.describe());
            }
        }
        return List.copyOf(path);
    }

    /** Each node to the one before it, on the way from a start with the fewest methods. */
    private Map<Node, Node> shortestPaths() {
        Map<Node, Node> before = new HashMap<>();
        Set<Node> settled = new HashSet<>();
        // Two levels of methods at most are in the queue, in order.
        Deque<Node> queue = new ArrayDeque<>(List.of(START));
        for (var node = queue.poll(); node != null; node = queue.poll()) {
            if (!settled.add(node)) {
                continue;
            }
            for (var next : edges.getOrDefault(node, Set.of())) {
                boolean isMethod = next.kind() == NodeKind.METHOD;
                if (settled.contains(next) || isMethod && before.containsKey(next)) {
                    continue;
                }
                before.put(next, node);
                if (isMethod) {
                    queue.addLast(next);
                } else {
                    queue.addFirst(next);
                }
            }
        }
        return before;
    }
}
