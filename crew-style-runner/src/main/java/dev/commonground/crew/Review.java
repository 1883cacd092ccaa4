package dev.commonground.crew;

import dev.commonground.crew.internal.WellFormed;
import dev.commonground.memory.Author;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision of a person about an answer.
 *
 * @param person the person's id
 * @param text the text that replaces the answer, or null
 * @param refusals why the answer was refused; empty if it was approved or replaced
 */
record Review(String person, @Nullable String text, List<String> refusals) {

    private static final String APPROVED = "approved";
    private static final String REPLACED = "replaced";
    private static final String REFUSED = "refused";

    Review {
        person = Author.person(person).name();
        refusals = List.copyOf(refusals);
    }

    static Review approved(String person) {
        return new Review(person, null, List.of());
    }

    /** Returns the review of a person who replaces the answer by {@code text}. */
    static Review replaced(String person, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "The approved text is blank: pass the whole answer, or approve it with approve(run, person)");
        }
        return new Review(person, WellFormed.text(text.strip()), List.of());
    }

    static Review refused(String person, List<String> reasons) {
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("An answer cannot be refused without a reason: pass at least one");
        }
        if (reasons.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("A reason to refuse an answer is blank: say what to improve");
        }
        return new Review(
                person,
                null,
                reasons.stream()
                        .map(one -> WellFormed.text(one).replaceAll("\\s+", " ").strip())
                        .toList());
    }

    /** Returns the review that was written as {@code text}. No id of a person contains a line break. */
    static Review read(String text) {
        String[] parts = text.split("\n", 3);
        return switch (parts[0]) {
            case REPLACED -> new Review(parts[1], parts[2], List.of());
            case REFUSED -> new Review(parts[1], null, parts[2].lines().toList());
            default -> approved(parts[1]);
        };
    }

    /** Returns this review as text for the state. */
    String write() {
        if (text != null) {
            return "%s\n%s\n%s".formatted(REPLACED, person, text);
        }
        return refusals.isEmpty()
                ? APPROVED + "\n" + person
                : "%s\n%s\n%s".formatted(REFUSED, person, String.join("\n", refusals));
    }
}
