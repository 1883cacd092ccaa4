package dev.commonground.internal.audit;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the live memories of a scope by kind, altogether and by author. */
final class ScopeTally {

    private final Map<Kind, Integer> live = new EnumMap<>(Kind.class);
    private final Map<Author, AuthorTally> authors = new TreeMap<>();

    void add(ScopeLog log, Snapshot now) {
        for (LoggedStatement logged : log.statements()) {
            Set<Author> asserting = new HashSet<>();
            boolean any = false;
            for (LoggedAssertion assertion : logged.assertions()) {
                if (log.visibility().isVisible(now, assertion)) {
                    Author author = assertion.assertion().author();
                    boolean alive = log.visibility().isLive(now, assertion);
                    of(author).add(assertion.assertion().at());
                    any |= alive;
                    if (alive && asserting.add(author)) {
                        of(author).add(logged.statement().kind());
                    }
                }
            }
            if (any) {
                live.merge(logged.statement().kind(), 1, Integer::sum);
            }
        }
    }

    private AuthorTally of(Author author) {
        return authors.computeIfAbsent(author, a -> new AuthorTally());
    }

    Map<Kind, Integer> live() {
        return live;
    }

    Map<Author, AuthorTally> authors() {
        return authors;
    }

    /** Returns the time of the last visible assertion of any author; {@link Instant#MIN} if there is none. */
    Instant last() {
        return authors.values().stream()
                .map(AuthorTally::last)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }
}
