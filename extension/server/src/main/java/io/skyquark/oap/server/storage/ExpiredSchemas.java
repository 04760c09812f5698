// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.HashSet;
import java.util.Set;

import org.apache.skywalking.banyandb.common.v1.BanyandbCommon.Metadata;
import org.apache.skywalking.banyandb.model.v1.BanyandbModel.Status;
import org.apache.skywalking.banyandb.v1.client.grpc.exception.BanyanDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schemas that a bulk is told to have changed; each is read again, once. */
final class ExpiredSchemas {

    /** Reads a schema from the server. */
    interface Reader {

        void read(String group, String name) throws BanyanDBException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredSchemas.class);

    private final Reader reader;
    private final Set<String> read = new HashSet<>();

    ExpiredSchemas(Reader reader) {
        this.reader = reader;
    }

    /** Looks at the answer to a write. */
    void answered(Status status, Metadata schema) {
        if (status != Status.STATUS_EXPIRED_SCHEMA || !read.add(schema.getGroup() + '.' + schema.getName())) {
            return;
        }
        try {
            reader.read(schema.getGroup(), schema.getName());
            LOG.info("The schema of {}.{} has changed, its next writes follow the new one", schema.getGroup(), schema.getName());
        } catch (BanyanDBException e) {
            LOG.error("The schema of {}.{} has changed, and cannot be read: {}", schema.getGroup(), schema.getName(), e.getMessage());
        }
    }
}
