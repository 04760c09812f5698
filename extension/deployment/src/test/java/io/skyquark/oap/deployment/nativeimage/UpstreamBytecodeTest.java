// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.BitSet;
import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

class UpstreamBytecodeTest {

    static class User {

        int called(Object bits) {
            return ((BitSet) bits).cardinality();
        }

        Function<UUID, ?> referred() {
            return UUID::version;
        }
    }

    @Test
    void mentionsWithinMethodsCount() throws IOException {
        var type = new ClassNode();
        new ClassReader(User.class.getName()).accept(type, 0);
        assertThat(UpstreamBytecode.references(type)).contains(BitSet.class.getName(), UUID.class.getName());
    }
}
