// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/**
 * A text with values in it, {@code "a${b}c"}. It takes the place of Groovy's {@code GString} in upstream's classes, which a hook remaps to it, and like that
 * one it is equal only to another of its kind, so that a map whose keys are plain texts has no entry for it.
 */
public final class RuleText implements CharSequence, Comparable<Object> {

    private static final int HASH_OFFSET = 37;

    private final String[] texts;
    private final Object[] values;
    /** Null while a value may still change. */
    private final String constant;

    /**
     * @param texts the parts between the values, one more than values or as many
     * @param values what stands between the parts
     */
    public RuleText(String[] texts, Object[] values) {
        this.texts = texts;
        this.values = values;
        this.constant = constant(values) ? join() : null;
    }

    RuleText plus(RuleText other) {
        return join(other.texts, other.values);
    }

    RuleText plus(String other) {
        return join(new String[] {other}, new Object[0]);
    }

    /** The last part of this one and the first part of the other become one, if this one ends with a part. */
    private RuleText join(String[] otherTexts, Object[] otherValues) {
        var joinedValues = new Object[values.length + otherValues.length];
        System.arraycopy(values, 0, joinedValues, 0, values.length);
        System.arraycopy(otherValues, 0, joinedValues, values.length, otherValues.length);
        var endsWithText = texts.length > values.length;
        var shared = endsWithText && otherTexts.length > 0 ? 1 : 0;
        var joinedTexts = new String[texts.length + otherTexts.length - shared];
        System.arraycopy(texts, 0, joinedTexts, 0, texts.length);
        if (shared == 1) {
            joinedTexts[texts.length - 1] = texts[texts.length - 1] + otherTexts[0];
        }
        System.arraycopy(otherTexts, shared, joinedTexts, texts.length, otherTexts.length - shared);
        return new RuleText(joinedTexts, joinedValues);
    }

    private static boolean constant(Object[] values) {
        for (var value : values) {
            if (!(value == null || value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof Enum<?>)) {
                return false;
            }
        }
        return true;
    }

    private String join() {
        var joined = new StringBuilder();
        for (var i = 0; i < texts.length || i < values.length; i++) {
            if (i < texts.length) {
                joined.append(texts[i]);
            }
            if (i < values.length) {
                joined.append(RuleFormat.text(values[i]));
            }
        }
        return joined.toString();
    }

    @Override
    public String toString() {
        return constant == null ? join() : constant;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuleText && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return HASH_OFFSET + toString().hashCode();
    }

    @Override
    public int compareTo(Object other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public int length() {
        return toString().length();
    }

    @Override
    public char charAt(int index) {
        return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }
}
