// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * Something a check found wrong with the user's files or with upstream. Any processor produces it; {@code ProblemProcessor} collects them all and
 * fails the build once, with a numbered list.
 */
public final class ProblemBuildItem extends MultiBuildItem implements Comparable<ProblemBuildItem> {

    private final String code;
    private final String file;
    private final int line;
    private final int column;
    private final String message;
    private final String hint;

    /**
     * @param code the kind of problem, upper case with underscores, for example {@code OAL_SYNTAX}
     * @param file the file or upstream class it was found in
     * @param line 1-based, 0 where the problem has no position
     * @param column 1-based, 0 where the problem has no position
     * @param message what is wrong, one sentence
     * @param hint what to do about it, or an empty string
     */
    public ProblemBuildItem(String code, String file, int line, int column, String message, String hint) {
        this.code = code;
        this.file = file;
        this.line = line;
        this.column = column;
        this.message = message;
        this.hint = hint;
    }

    /** {@code oal/core.oal:3:14 - [OAL_SYNTAX] message (hint)}. */
    public String describe() {
        var position = line > 0 ? ":" + line + ":" + column : "";
        return file + position + " - [" + code + "] " + message + (hint.isEmpty() ? "" : " (" + hint + ")");
    }

    public String code() {
        return code;
    }

    @Override
    public int compareTo(ProblemBuildItem other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }
}
