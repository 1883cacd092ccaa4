package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One remembered statement with the assertions of its authors.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the id, equal for equal statements in one scope, independent of their authors
 * @param scope the scope that the memory belongs to
 * @param statement the statement
 * @param status whether the memory is live
 * @param assertions the assertions in the order of author, time, node and thread: the live ones of a live memory, otherwise
 *     those that were live last; never empty
 * @param metadata the entries of all assertions and annotations, the newest value of each name
 */
public record Memory(
        MemoryId id, Scope scope, Statement statement, Status status, List<Assertion> assertions, Metadata metadata) {

    /**
     * The order of lists and briefings: by statement, then id. Ids differ between stores and come last, so equal memories
     * have the same order everywhere.
     */
    public static final Comparator<Memory> BY_KIND =
            Comparator.comparing(Memory::statement, Statement.BY_KIND).thenComparing(Memory::id);

    /** The status of a memory. */
    public enum Status {
        /** At least one assertion is live. */
        LIVE,
        /** A newer memory superseded it. */
        SUPERSEDED,
        /** It was forgotten. */
        FORGOTTEN,
        /** Its time has expired. */
        EXPIRED,
        /** The write guard held it back, and only a reviewer sees it. */
        QUARANTINED
    }

    public Memory {
        requireNonNull(id, "id");
        requireNonNull(scope, "scope");
        requireNonNull(statement, "statement");
        requireNonNull(status, "status");
        requireNonNull(metadata, "metadata");
        assertions = List.copyOf(requireNonNull(assertions, "assertions"));
        if (assertions.isEmpty()) {
            throw new IllegalArgumentException(
                    "Memory %s has no assertion, but at least 1 is needed: pass its assertions".formatted(id));
        }
    }

    /** Returns the text of the statement. */
    public String text() {
        return statement.text();
    }

    /** Returns the kind of the statement. */
    public Kind kind() {
        return statement.kind();
    }

    /** Returns the key, or null if the statement has none. */
    public @Nullable String key() {
        return statement.key();
    }

    /** Returns the value of the key, or null if the statement has no key. */
    public @Nullable String value() {
        return statement.value();
    }

    /** Returns whether the memory is live. */
    public boolean live() {
        return status == Status.LIVE;
    }

    /** Returns the authors, each once, agents before persons and then by name. */
    public List<Author> authors() {
        return assertions.stream().map(Assertion::author).distinct().sorted().toList();
    }

    /**
     * Returns the trust in the memory, 0 to 1: the highest trust of its assertions. Below {@value Assertion#LOW_TRUST} it is
     * less than a colleague's word.
     */
    public double trust() {
        double highest = 0;
        for (Assertion assertion : assertions) {
            highest = Math.max(highest, assertion.trust());
        }
        return highest;
    }

    /** Returns whether the trust is less than a colleague's word, and only one source supports the memory. */
    public boolean isLowTrust() {
        return trust() < Assertion.LOW_TRUST && sources().size() < 2;
    }

    /**
     * Returns the origins that support the memory independently. What an agent concluded from other memories is no source of
     * its own, and two authors with one origin are one source.
     */
    public Set<Origin> sources() {
        Set<Origin> sources = EnumSet.noneOf(Origin.class);
        assertions.stream().filter(Assertion::isSource).map(Assertion::origin).forEach(sources::add);
        return sources;
    }

    /**
     * Starts a draft with all parts of this memory: kind, key, value, text and metadata, and the origin, trust, evidence,
     * expiry and sources of its newest assertion. What the caller does not replace stays. If the newest assertion is a
     * person's word and the caller changes the statement, the new words have the origin of whoever writes the draft, and a low
     * trust stays low.
     *
     * <pre>{@code
     * agent.revise(memory.id(), memory.draft().text("Ada likes aisle seats").build());
     * }</pre>
     */
    public Draft.Builder draft() {
        return Draft.of(this);
    }

    /** Returns the memory on one line, encoded as {@link PromptText}: kind, key and value, text, authors, scope, status. */
    @Override
    public String toString() {
        String keyed = key() == null
                ? ""
                : " %s = %s".formatted(PromptText.term(key()), PromptText.term(String.valueOf(value())));
        String names = authors().stream().map(PromptText::name).collect(Collectors.joining(", "));
        String place = PromptText.line(scope.toString());
        return "%s%s: %s (%s; %s; %s)"
                .formatted(
                        kind(),
                        keyed,
                        PromptText.line(text()),
                        names,
                        place,
                        status.name().toLowerCase(Locale.ROOT));
    }

    /**
     * An agent or person was shown a memory, by a recall, a briefing or a tool.
     *
     * @param memory the memory, or null if it was erased since
     * @param reader the agent or person
     * @param task the task that the reader worked on, or null outside of one
     * @param node the graph node, or null outside a graph
     * @param thread the graph's thread id, or null outside a graph
     * @param run the run of the graph, as in {@link Cursor#run}, or null outside a graph
     * @param at the time of the reading
     */
    public record Reading(
            @Nullable MemoryId memory,
            Author reader,
            @Nullable String task,
            @Nullable String node,
            @Nullable String thread,
            @Nullable String run,
            Instant at) {

        public Reading {
            requireNonNull(reader, "reader");
            requireNonNull(at, "at");
        }
    }

    /**
     * Where a memory comes from and how far a reader may rely on it, as briefings and tools say it. Immutable and
     * thread-safe.
     *
     * @param text the source in fixed words, such as {@code "from the web, unconfirmed"}; empty for a colleague's
     *     confirmed word
     * @param confirmed whether the memory is confirmed, as the {@link Confirmation} of the memory decides
     * @param heldBack whether models are not shown the memory unless a person asks for it: its trust is low, and it binds,
     *     instructs or cannot be understood as a plain fact
     */
    public record Provenance(String text, boolean confirmed, boolean heldBack) {

        public Provenance {
            requireNonNull(text, "text");
        }
    }
}
