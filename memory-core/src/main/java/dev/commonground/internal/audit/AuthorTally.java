package dev.commonground.internal.audit;

import dev.commonground.audit.Listing.AgentSummary;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts the live memories of one author by kind, and keeps the time of the last assertion. */
final class AuthorTally {

    private final Map<Kind, Integer> live = new EnumMap<>(Kind.class);
    private Instant last = Instant.MIN;

    void add(Kind kind) {
        live.merge(kind, 1, Integer::sum);
    }

    void add(Instant time) {
        last = time.isAfter(last) ? time : last;
    }

    Instant last() {
        return last;
    }

    /**
     * Returns the authors of a task in their order.
     *
     * @param shared the task's shared memory
     * @param notes the notes of each agent
     */
    static List<AgentSummary> summaries(ScopeTally shared, Map<Author, ScopeTally> notes) {
        Set<Author> authors = new TreeSet<>(shared.authors().keySet());
        authors.addAll(notes.keySet());
        return authors.stream()
                .map(author -> summary(
                        author,
                        shared.authors().getOrDefault(author, new AuthorTally()),
                        notes.getOrDefault(author, new ScopeTally())))
                .toList();
    }

    private static AgentSummary summary(Author author, AuthorTally shared, ScopeTally notes) {
        Instant last = shared.last.isAfter(notes.last()) ? shared.last : notes.last();
        return new AgentSummary(author, shared.live, notes.live(), last.equals(Instant.MIN) ? null : last);
    }
}
