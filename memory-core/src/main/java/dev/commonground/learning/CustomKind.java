package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Identifiers;
import dev.commonground.memory.Kind;
import java.util.Arrays;

/**
 * A kind of statement of the application's own, such as {@code "allergy"}. It is remembered as one of the memory's kinds,
 * with its name as the metadata entry {@value #CATEGORY}.
 *
 * @param name what a model calls it, 1 to 256 characters; none of the memory's own kinds
 * @param description what it is, in words for the model
 * @param base the kind it counts as
 */
public record CustomKind(String name, String description, Kind base) {

    /** The metadata entry that holds the name. */
    public static final String CATEGORY = "category";

    public CustomKind {
        name = Identifiers.checked("custom kind", name);
        requireNonNull(description, "description");
        requireNonNull(base, "base");
        String given = name;
        if (Arrays.stream(Kind.values()).anyMatch(kind -> kind.name().equalsIgnoreCase(given))) {
            throw new IllegalArgumentException(
                    "The custom kind %s has the name of a kind that the memory has already: choose another"
                            .formatted(name));
        }
    }
}
