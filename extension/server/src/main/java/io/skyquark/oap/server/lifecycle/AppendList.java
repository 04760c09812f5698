// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * A list to which one thread appends while others go through it; an iterator sees what was there when it was made. It stands in for the {@link ArrayList}
 * in which a thread of upstream's keeps its queues, or the cluster's state those who want to know of it, hence the superclass, and has no other operation.
 */
public final class AppendList<E> extends ArrayList<E> {

    private static final long serialVersionUID = 1L;
    private static final int INITIAL_CAPACITY = 16;

    private transient volatile Object[] elements = new Object[INITIAL_CAPACITY];
    /** Written after the element and read before the array: whoever sees a count sees its elements. */
    private volatile int count;

    public AppendList() {
        super(0);
    }

    @Override
    public synchronized boolean add(E element) {
        int next = count;
        if (next == elements.length) {
            elements = Arrays.copyOf(elements, 2 * next);
        }
        elements[next] = element;
        count = next + 1;
        return true;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        iterator().forEachRemaining(action);
    }

    @Override
    public Iterator<E> iterator() {
        int end = count;
        var seen = elements;
        return new Iterator<>() {

            private int next;

            @Override
            public boolean hasNext() {
                return next < end;
            }

            @Override
            @SuppressWarnings("unchecked")
            public E next() {
                if (next >= end) {
                    throw new NoSuchElementException();
                }
                return (E) seen[next++];
            }
        };
    }
}
