package dev.commonground.internal.briefing;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Provenance;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says where memories come from. All words are fixed, so a memory cannot speak through them.
 *
 * <p>Immutable and thread-safe.
 */
public final class ProvenanceReader {

    /** The word for a memory that is not confirmed. */
    public static final String UNCONFIRMED = "unconfirmed";

    private static final Map<Origin, String> SOURCES =
            new EnumMap<>(Map.of(Origin.TOOL, "a tool", Origin.DOCUMENT, "a document", Origin.WEB, "the web"));

    private final Confirmation confirmation;

    /** Creates a reader that judges by {@code confirmation}. */
    public ProvenanceReader(Confirmation confirmation) {
        this.confirmation = confirmation;
    }

    /** Returns where a memory comes from. */
    public Provenance of(Memory memory) {
        boolean confirmed = confirmation.confirms(memory);
        String text = Stream.of(source(memory), confirmed ? "" : UNCONFIRMED)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return new Provenance(text, confirmed, isHeldBack(memory));
    }

    /** Returns whether no model is shown a memory: of low trust, it binds or is no plain fact. */
    public boolean isHeldBack(Memory memory) {
        return isHeldBack(memory.statement(), memory.trust());
    }

    /** Returns whether no model is shown a statement with a trust from 0 to 1. */
    public boolean isHeldBack(Statement statement, double trust) {
        return trust < Assertion.LOW_TRUST && (statement.kind().binding() || !PlainFact.is(statement));
    }

    /** Returns whether a memory is confirmed. */
    public boolean isConfirmed(Memory memory) {
        return confirmation.confirms(memory);
    }

    /** Names the origins of a memory that no colleague vouches for. */
    private static String source(Memory memory) {
        boolean vouched = memory.assertions().stream().anyMatch(ProvenanceReader::isColleagues);
        String sources = vouched ? "" : origins(memory);
        return sources.isEmpty() ? "" : "from " + sources;
    }

    private static String origins(Memory memory) {
        return memory.assertions().stream()
                .map(Assertion::origin)
                .distinct()
                .sorted()
                .map(SOURCES::get)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" and "));
    }

    private static boolean isColleagues(Assertion assertion) {
        return !SOURCES.containsKey(assertion.origin()) && !assertion.isLowTrust();
    }
}
