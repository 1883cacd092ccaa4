package dev.commonground.crew;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a definition must have. */
final class Checked {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");

    private Checked() {}

    /** Returns {@code name} if it can name a {@code what}: it becomes part of the names of the graph's nodes. */
    static String name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot name %s: a name is 1 to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit"
                            .formatted(name, what));
        }
        return name;
    }

    /** Returns {@code text} without white space around it, if there is any. */
    static String text(String whose, String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("%s has no %s: set it with %s(...)".formatted(whose, what, what));
        }
        return text.strip();
    }

    /** Returns {@code value} if it was set. */
    static <T> T given(String whose, String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("%s has no %s: set it with %s(...)".formatted(whose, what, what));
        }
        return value;
    }
}
