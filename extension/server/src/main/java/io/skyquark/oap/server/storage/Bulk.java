// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.List;

import org.apache.skywalking.banyandb.v1.client.AbstractWrite;

/** Sends a list of writes to BanyanDB over one stream. Used by one thread at a time. */
interface Bulk {

    /** What became of a write, see {@link BulkAnswers}. */
    enum Fate {
        /** Stored, or sent over a stream that ended well without a word about it. */
        STORED,
        /** Sent or not, over a stream that broke. */
        UNKNOWN,
        /** BanyanDB has met a failure of its own. */
        FAILED,
        /** BanyanDB, or the client before it was sent, finds it wrong. */
        REFUSED
    }

    /**
     * @param fates one for each write
     * @param failure why the stream broke, or null
     */
    record Outcome(Fate[] fates, Throwable failure) {
    }

    /** @param writes fewer than the size that the bulk was made for */
    Outcome send(List<? extends AbstractWrite<?>> writes);
}
