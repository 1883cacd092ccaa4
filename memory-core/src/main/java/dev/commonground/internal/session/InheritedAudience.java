package dev.commonground.internal.session;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.store.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Restricts an assertion to the readers of what it comes from: the memories that it names, the one that it revises, and the
 * restricted ones that its author was shown and repeats in nearly the same words.
 */
final class InheritedAudience {

    private InheritedAudience() {}

    /** Returns the readers of a memory as a whole: everybody if one of its assertions is for everybody. */
    static Audience of(Memory memory) {
        List<Audience> audiences =
                memory.assertions().stream().map(Assertion::audience).toList();
        return audiences.contains(Audience.EVERYONE) ? Audience.EVERYONE : all(audiences);
    }

    /** Returns the readers of every assertion of a memory, whose evidence and metadata a revision may carry on. */
    private static Audience ofAll(Memory memory) {
        return all(memory.assertions().stream().map(Assertion::audience).toList());
    }

    static Audience all(List<Audience> audiences) {
        return audiences.stream().reduce(Audience.EVERYONE, Audience::and);
    }

    /** Returns a draft with the restrictions of the memories that it was concluded from, wherever they are. */
    static Draft of(Session session, Draft draft) {
        if (draft.derivedFrom().isEmpty()) {
            return draft;
        }
        Audience sources = session.read(views -> all(draft.derivedFrom().stream()
                .flatMap(id -> views.stream().map(view -> view.audienceOf(id)))
                .toList()));
        return draft.restrictedTo(sources);
    }

    /**
     * Returns an assertion with the restrictions that it inherits within a session.
     *
     * @param old the memory that it revises, or null
     */
    static Assertion of(Session session, MemoryId id, Statement statement, Assertion given, @Nullable Memory old) {
        boolean own = given.author().equals(session.author());
        Assertion inherited = old == null || (own && isOriginal(old, given)) ? given : given.restrictedTo(ofAll(old));
        if (own || isUnchecked(session, given)) {
            for (RestrictedReads.RestrictedRead read :
                    session.restrictedReads().repeatedBy(session.author(), id, statement.text())) {
                inherited = inherited.restrictedTo(read.audience());
                inherited = read.id().equals(id) ? inherited : inherited.derivedFrom(read.id());
            }
        }
        return inherited;
    }

    /** A model may claim that an attachment shows what in truth the memory showed to the model. */
    private static boolean isUnchecked(Session session, Assertion given) {
        return session.author().equals(given.recorder()) && given.isLowTrust();
    }

    /** Authors decide for whom their own words are. */
    private static boolean isOriginal(Memory old, Assertion given) {
        return old.assertions().stream()
                .allMatch(one ->
                        one.author().equals(given.author()) && one.derivedFrom().isEmpty());
    }

    /**
     * Returns the erasure of a statement, which only those may know of who could read one of its assertions.
     *
     * @param logged the statement with its assertions, or null if it was never logged
     */
    static Entry.Erase erasure(MemoryId id, @Nullable LoggedStatement logged, Author author, Instant at) {
        List<LoggedAssertion> assertions = logged == null ? List.of() : logged.assertions();
        Map<Long, Audience> restricted = new HashMap<>();
        assertions.stream()
                .filter(one -> !one.assertion().audience().isEveryone())
                .forEach(one -> restricted.put(one.position(), one.assertion().audience()));
        Audience readers = restricted.size() < assertions.size() || assertions.isEmpty()
                ? Audience.EVERYONE
                : all(List.copyOf(restricted.values()));
        return new Entry.Erase(id, author, at, readers, restricted);
    }
}
