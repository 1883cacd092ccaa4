package dev.commonground.crew;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the parts of agents, tasks and crews. */
final class Checked {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}\u200c\u200d._-]{0,63}");

    private Checked() {}

    /** Returns {@code name} in composed form, if it is valid as part of the name of a graph node. */
    static String name(String what, String name) {
        String composed = Placeholders.composed(name);
        if (!NAME.matcher(composed).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot be the name of %s: use 1 to 64 letters, digits, dots, hyphens and underscores, and begin with a letter or digit"
                            .formatted(name, what));
        }
        return composed;
    }

    /** Returns {@code text} without surrounding white space, if it is not blank. */
    static String text(String whose, String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("%s has no %s: set it with %s(...)".formatted(whose, what, what));
        }
        return text.strip();
    }

    /** Requires that {@code value} is in a range. */
    static void range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            String range = max == Integer.MAX_VALUE ? "%d or more".formatted(min) : "%d to %d".formatted(min, max);
            throw new IllegalArgumentException("%s is %d: set it to %s".formatted(what, value, range));
        }
    }

    /** Returns {@code value} if it is not null. */
    static <T> T given(String whose, String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("%s has no %s: set it with %s(...)".formatted(whose, what, what));
        }
        return value;
    }
}
