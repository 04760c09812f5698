// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Undoes the compression of a request body. */
final class ContentEncoding {

    private ContentEncoding() {
    }

    /**
     * @param encoding value of the header, or {@code null}
     * @param limit the most bytes that may come out
     * @return the plain body, or {@code null} where it is longer than the limit
     * @throws RefusedBodyException where the encoding is unknown, or the body is not what the header says
     */
    static byte[] decode(String encoding, byte[] body, int limit) throws RefusedBodyException {
        if (encoding == null) {
            return body;
        }
        try {
            var compressed = new ByteArrayInputStream(body);
            return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
                case "gzip", "x-gzip" -> read(new GZIPInputStream(compressed), limit);
                case "deflate" -> read(new InflaterInputStream(compressed), limit);
                case "identity", "" -> body;
                default -> throw RefusedBodyException.unknownEncoding(encoding);
            };
        } catch (IOException e) {
            throw RefusedBodyException.malformed("is not " + encoding, e);
        }
    }

    private static byte[] read(InputStream plain, int limit) throws IOException {
        try (plain) {
            var bytes = plain.readNBytes(limit + 1);
            return bytes.length > limit ? null : bytes;
        }
    }
}
