// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.refusal;

import java.time.DateTimeException;

import org.apache.skywalking.oap.server.core.UnexpectedException;

/**
 * Tells what a message causes from what the server causes. Upstream's handlers check little: most of what they throw comes from a message that lacks something
 * or has it in another form, and sending it again would be no use.
 */
public final class ClientFault {

    private static final int LONGEST = 200;

    private ClientFault() {
    }

    public static boolean isOne(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof NullPointerException || failure instanceof IndexOutOfBoundsException
            || failure instanceof ClassCastException || failure instanceof ArithmeticException || failure instanceof DateTimeException
            || failure instanceof UnsupportedOperationException || failure instanceof NegativeArraySizeException || failure instanceof StackOverflowError
            || failure instanceof UnexpectedException // a time that is none
            || failure instanceof IllegalStateException && String.valueOf(failure.getMessage()).startsWith("Duplicate key"); // of Collectors.toMap
    }

    /** What went wrong, on one line of bounded length. */
    public static String text(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : shorten(message);
    }

    /** A text of the client's, on one line of bounded length. */
    public static String shorten(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
