package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Identifiers;
import dev.commonground.memory.Kind;
import java.util.Arrays;

/**
 * A kind of statement that the application defines, such as {@code "allergy"}. The memory stores such a statement with
 * the kind {@code base} and with the name as the metadata entry {@value #CATEGORY}.
 *
 * @param name the name in the model's prompt, 1 to 256 characters; no name of a {@link Kind}
 * @param description a description for the model
 * @param base the kind with which the statement is stored
 */
public record CustomKind(String name, String description, Kind base) {

    /** The key of the metadata entry that has the name. */
    public static final String CATEGORY = "category";

    public CustomKind {
        name = Identifiers.checked("custom kind", requireNonNull(name, "name"));
        requireNonNull(description, "description");
        requireNonNull(base, "base");
        String given = name;
        if (Arrays.stream(Kind.values()).anyMatch(kind -> kind.name().equalsIgnoreCase(given))) {
            throw new IllegalArgumentException(
                    "The custom kind %s has the name of a built-in kind: choose another name".formatted(name));
        }
    }
}
