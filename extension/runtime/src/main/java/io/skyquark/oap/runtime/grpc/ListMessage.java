// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.grpc;

import java.io.Serial;

import com.google.protobuf.GeneratedMessageV3;
import com.google.protobuf.Internal;

/**
 * What upstream's messages with lists of numbers extend in place of {@link GeneratedMessageV3}: they were generated for a protobuf that makes such lists
 * with these methods, and the protobuf of the application does so in another way. It lies here, since live reload keeps messages and replaces the server.
 */
@SuppressWarnings("deprecation")
public abstract class ListMessage extends GeneratedMessageV3 {

    @Serial
    private static final long serialVersionUID = 1L;

    protected ListMessage() {
    }

    protected ListMessage(GeneratedMessageV3.Builder<?> builder) {
        super(builder);
    }

    protected static Internal.IntList newIntList() {
        return makeMutableCopy(emptyIntList());
    }

    protected static Internal.LongList newLongList() {
        return makeMutableCopy(emptyLongList());
    }

    protected static Internal.FloatList newFloatList() {
        return makeMutableCopy(emptyFloatList());
    }

    protected static Internal.DoubleList newDoubleList() {
        return makeMutableCopy(emptyDoubleList());
    }

    protected static Internal.BooleanList newBooleanList() {
        return makeMutableCopy(emptyBooleanList());
    }
}
