// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class AppendListTest {

    private static final int ELEMENTS = 100_000;

    @Test
    void anIteratorSeesWhatWasThereWhenItWasMade() {
        var list = new AppendList<Integer>();
        list.add(1);
        var early = list.iterator();
        list.add(2);
        assertThat(early).toIterable().containsExactly(1);
        assertThat(list.iterator()).toIterable().containsExactly(1, 2);
        var seen = new ArrayList<Integer>();
        list.forEach(seen::add);
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void othersGoThroughItWhileOneAppends() {
        var list = new AppendList<Integer>();
        var writer = CompletableFuture.runAsync(() -> IntStream.range(0, ELEMENTS).forEach(list::add));
        while (!writer.isDone()) {
            int expected = 0;
            for (var iterator = list.iterator(); iterator.hasNext();) {
                assertThat(iterator.next()).isEqualTo(expected++);
            }
        }
        assertThat(writer).isCompleted();
        assertThat(list.iterator()).toIterable().hasSize(ELEMENTS);
    }
}
