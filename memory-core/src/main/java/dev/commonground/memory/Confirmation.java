package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What confirms a memory. An unconfirmed memory does not bind and supersedes nothing that is confirmed; briefings and tools
 * mark it.
 *
 * <pre>{@code
 * Confirmation confirmation = Confirmation.DEFAULT.key("budget", Confirmation.Need.PERSON_OR_TWO_SOURCES);
 * SharedMemory.builder(file).confirmation(confirmation).open();
 * }</pre>
 *
 * <p>Sources are counted by origin, as in {@link Memory#sources()}, so many agents that say the same are one source. A
 * person confirms with a trust of at least {@value Assertion#LOW_TRUST}.
 *
 * <p>Immutable and thread-safe.
 */
public final class Confirmation {

    /** What a memory can need. */
    public enum Need {
        /** A trust of at least {@value Assertion#LOW_TRUST}, a person or two sources. */
        COLLEAGUE,
        /** A person or two sources, whatever the trust. */
        PERSON_OR_TWO_SOURCES,
        /** A person. */
        PERSON
    }

    /** Every memory needs a colleague. */
    public static final Confirmation DEFAULT = new Confirmation(Map.of(), Map.of());

    private final Map<String, Need> needByKey;
    private final Map<Kind, Need> needByKind;

    private Confirmation(Map<String, Need> needByKey, Map<Kind, Need> needByKind) {
        this.needByKey = needByKey;
        this.needByKind = needByKind;
    }

    /** Returns a copy in which memories with {@code key} have a need of their own, whatever their kind. */
    public Confirmation key(String key, Need need) {
        Map<String, Need> needs = new HashMap<>(needByKey);
        String normalized = new Statement(Kind.FINDING, requireNonNull(key, "key"), key, key).key();
        needs.put(requireNonNull(normalized), requireNonNull(need, "need"));
        return new Confirmation(needs, needByKind);
    }

    /** Returns a copy in which memories of {@code kind} have a need of their own. */
    public Confirmation kind(Kind kind, Need need) {
        Map<Kind, Need> needs = new EnumMap<>(Kind.class);
        needs.putAll(needByKind);
        needs.put(requireNonNull(kind, "kind"), requireNonNull(need, "need"));
        return new Confirmation(needByKey, needs);
    }

    /** Returns whether the assertions of {@code memory} meet its need. */
    public boolean confirms(Memory memory) {
        Need need = need(requireNonNull(memory, "memory").statement());
        return isByPerson(memory)
                || (need != Need.PERSON && memory.sources().size() >= 2)
                || (need == Need.COLLEAGUE && memory.trust() >= Assertion.LOW_TRUST);
    }

    private Need need(Statement statement) {
        @Nullable Need ofKey = statement.key() == null ? null : needByKey.get(statement.key());
        return ofKey != null ? ofKey : needByKind.getOrDefault(statement.kind(), Need.COLLEAGUE);
    }

    private static boolean isByPerson(Memory memory) {
        return memory.assertions().stream()
                .anyMatch(assertion -> assertion.author().type() == Author.Type.PERSON && !assertion.isLowTrust());
    }
}
