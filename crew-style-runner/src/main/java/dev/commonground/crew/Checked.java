package dev.commonground.crew;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the parts of agents, tasks and crews. */
final class Checked {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");

    private Checked() {}

    /** Returns {@code name} if it is valid as part of the name of a graph node. */
    static String name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot be the name of %s: use 1 to 64 letters, digits, dots, hyphens and underscores, and begin with a letter or digit"
                            .formatted(name, what));
        }
        return name;
    }

    /** Returns {@code text} without surrounding white space, if it is not blank. */
    static String text(String whose, String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("%s has no %s: set it with %s(...)".formatted(whose, what, what));
        }
        return text.strip();
    }

    /** Returns {@code value} if it is not null. */
    static <T> T given(String whose, String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("%s has no %s: set it with %s(...)".formatted(whose, what, what));
        }
        return value;
    }
}
