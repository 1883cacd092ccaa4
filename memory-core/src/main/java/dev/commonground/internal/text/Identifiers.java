package dev.commonground.internal.text;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The rule for ids that users choose: any Unicode text of 1 to 256 characters, compared by equality. */
public final class Identifiers {

    /** The most characters of an id. */
    public static final int MAX_LENGTH = 256;

    private Identifiers() {}

    /**
     * Returns {@code id} without surrounding white space.
     *
     * @param what the kind of thing that the id names, for the message, such as {@code "task"}
     * @throws IllegalArgumentException if the id is blank, too long or holds a control character
     */
    public static String checked(String what, String id) {
        requireNonNull(what, "what");
        String trimmed = requireNonNull(id, "id").strip();
        String problem = problem(trimmed);
        if (problem != null) {
            throw new IllegalArgumentException("The id of the %s %s".formatted(what, problem));
        }
        return trimmed;
    }

    private static @Nullable String problem(String id) {
        if (id.isEmpty()) {
            return "is blank, so its memories could not be found again: pass an id";
        }
        if (id.length() > MAX_LENGTH) {
            return "has %d characters, but at most %d are allowed: pass a shorter id"
                    .formatted(id.length(), MAX_LENGTH);
        }
        return id.codePoints().anyMatch(Identifiers::invisible)
                ? "holds a control character, which no log or screen would show: remove it"
                : null;
    }

    private static boolean invisible(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    }
}
