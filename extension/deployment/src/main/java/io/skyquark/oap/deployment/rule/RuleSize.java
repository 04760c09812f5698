// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.regex.Pattern;

/** What a class file has room for. */
public final class RuleSize {

    public static final String CODE = "RULE_SIZE";

    private static final int LONGEST_TEXT = 65_535;
    /** As the generator's class writer says that a method has too much code. */
    private static final Pattern TOO_MUCH_CODE = Pattern.compile("Code length \\d+ is outside the allowed range in ([^(]+)\\(.*");

    private RuleSize() {
    }

    /**
     * The method that the generator could not write since it is too large, {@code <clinit>} where a class has too many constants.
     *
     * @return null where it failed for another reason
     */
    public static String method(IllegalArgumentException failure) {
        var message = failure.getMessage() == null ? "" : failure.getMessage();
        var matcher = TOO_MUCH_CODE.matcher(message);
        return matcher.matches() ? matcher.group(1) : message.contains("constant pool") || message.contains("Constant pool") ? "<clinit>" : null;
    }

    /** Whether a method is the one of a rule or of one of its closures. */
    public static boolean isPart(String method, String rule) {
        return method.equals(rule) || method.startsWith(rule + "_closure") || method.equals(rule + "_info");
    }

    /** What is wrong with the length of a text that a generated class is to hold, {@code of 70000 bytes is too long, ...}, or null. */
    public static String ofText(String text) {
        if (text.length() <= LONGEST_TEXT / 3) {
            return null;
        }
        // A class file has its own UTF-8: zero takes two bytes, and a character outside the basic plane two times three.
        int bytes = text.chars().map(c -> c >= 1 && c < 0x80 ? 1 : c < 0x800 ? 2 : 3).sum();
        return bytes <= LONGEST_TEXT ? null : "of " + bytes + " bytes is too long, a class holds texts of up to " + LONGEST_TEXT;
    }
}
