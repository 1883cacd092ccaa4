package dev.commonground.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Audience.Member;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of the column {@code details}, which holds the rarely used parts of an entry. */
final class EntryDetails {

    /** The field of an audience: a list of restrictions, each a list of readers such as {@code "ROLE:client"}. */
    static final String AUDIENCE = "audience";

    /** The field of the reason for a retraction, or why the write guard held a statement back. */
    static final String REASON = "reason";

    /** The field of a reviewer's decision. */
    private static final String RELEASED = "released";

    private EntryDetails() {}

    /** The field of the audiences of erased assertions, by position. */
    private static final String RESTRICTED = "restricted";

    /** Returns the details of a quarantined assertion. */
    static String write(Assertion assertion, String reason) {
        Map<String, Object> details = new TreeMap<>(Map.of(REASON, reason));
        if (!assertion.audience().isEveryone()) {
            details.put(AUDIENCE, of(assertion.audience()));
        }
        return RowJson.write(details);
    }

    /** Returns the details of a review. */
    static String write(boolean released) {
        return RowJson.write(Map.of(RELEASED, released));
    }

    /** Returns the reason in the details of a quarantined assertion. */
    static String heldBack(@Nullable String details) {
        return details == null ? "" : RowJson.tree(details).path(REASON).asText();
    }

    /** Returns whether the details of a review say that the statement was released. */
    static boolean isReleased(@Nullable String details) {
        return details != null && RowJson.tree(details).path(RELEASED).asBoolean();
    }

    /** Returns the details that hold an audience, null if it is everyone. */
    static @Nullable String write(Audience audience) {
        return audience.isEveryone() ? null : RowJson.write(Map.of(AUDIENCE, of(audience)));
    }

    /** Returns the details of a retraction, null if it has no reason. */
    static @Nullable String write(Entry.Forget forget) {
        return forget.reason() == null ? null : RowJson.write(Map.of(REASON, forget.reason()));
    }

    /** Returns the details of an erasure, null if everybody could read what it erases. */
    static @Nullable String write(Entry.Erase erase) {
        if (erase.restricted().isEmpty()) {
            return write(erase.audience());
        }
        Map<Long, Object> restricted = new TreeMap<>();
        erase.restricted().forEach((position, audience) -> restricted.put(position, of(audience)));
        return RowJson.write(Map.of(AUDIENCE, of(erase.audience()), RESTRICTED, restricted));
    }

    /** Returns the reason in the details of a retraction, or null. */
    static @Nullable String reason(@Nullable String details) {
        return details == null ? null : RowJson.tree(details).path(REASON).textValue();
    }

    /** Returns the audiences of erased assertions in the details of an erasure, by position. */
    static Map<Long, Audience> restricted(@Nullable String details) {
        Map<Long, Audience> restricted = new HashMap<>();
        if (details != null) {
            RowJson.tree(details)
                    .path(RESTRICTED)
                    .properties()
                    .forEach(e -> restricted.put(Long.valueOf(e.getKey()), restrictions(e.getValue())));
        }
        return restricted;
    }

    /** Returns the audience in the details of an assertion; everyone if there are none. */
    static Audience audience(@Nullable String details) {
        return details == null ? Audience.EVERYONE : audience(RowJson.tree(details));
    }

    /** Returns the audience in a JSON object; everyone if it has none. */
    static Audience audience(JsonNode details) {
        return restrictions(details.path(AUDIENCE));
    }

    private static Audience restrictions(JsonNode given) {
        Set<Set<Member>> restrictions = new LinkedHashSet<>();
        given.forEach(restriction -> {
            Set<Member> readers = new LinkedHashSet<>();
            restriction.forEach(reader -> readers.add(reader(reader.asText())));
            restrictions.add(readers);
        });
        return restrictions.isEmpty() ? Audience.EVERYONE : new Audience(restrictions);
    }

    /** Returns the JSON form of an audience, in a fixed order. */
    static List<List<String>> of(Audience audience) {
        return audience.restrictions().stream()
                .map(restriction -> restriction.stream()
                        .map(reader -> reader.type() + ":" + reader.name())
                        .sorted()
                        .toList())
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    private static Member reader(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "An audience has a reader without a type: pass an export unchanged, as it was written");
        }
        return new Member(Member.Type.valueOf(text.substring(0, colon)), text.substring(colon + 1));
    }
}
