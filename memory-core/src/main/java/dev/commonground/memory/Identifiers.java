package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

/** The rule for ids that users choose: any Unicode text of 1 to 256 characters, compared by equality alone. */
public final class Identifiers {

    /** The most characters of an id. */
    public static final int MAX_LENGTH = 256;

    private Identifiers() {}

    /**
     * Returns {@code id} without surrounding white space.
     *
     * @param what what the id names, for the message, such as {@code "task"}
     * @throws IllegalArgumentException if the id is blank, too long or holds a control character
     */
    public static String checked(String what, String id) {
        String trimmed = requireNonNull(id, what).strip();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException(
                    "The id of the %s is blank, so nobody could find its memories again: pass the %1$s's id"
                            .formatted(what));
        }
        if (trimmed.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The id of the %s has %d characters, but at most %d are allowed: pass a shorter id"
                            .formatted(what, trimmed.length(), MAX_LENGTH));
        }
        if (trimmed.codePoints().anyMatch(Identifiers::invisible)) {
            throw new IllegalArgumentException(
                    "The id of the %s holds a control character, which no log or screen would show: remove it"
                            .formatted(what));
        }
        return trimmed;
    }

    private static boolean invisible(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    }
}
