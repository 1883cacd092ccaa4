package dev.commonground.internal.log;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The statements of a log by their keys. A statement has ended if each of its assertions is retracted by an entry outside all
 * runs, or by one that the tip of its run accepts. Nobody who sees the last of these ends needs to look at it, unless entries are
 * restricted or revoked, or the reader's own run has been rewound. So a key that is rewritten often costs its readers only what
 * may be live.
 *
 * <p>Several threads may read at once; the owner keeps readers out while it changes.
 */
final class KeyedStatements {

    private final Map<String, OfKey> byKey = new HashMap<>();

    /** The statements of one key. The second map has those that ended, by the position at which they did. */
    private record OfKey(Set<LoggedStatement> open, NavigableMap<Long, Set<LoggedStatement>> ended) {

        OfKey() {
            this(new HashSet<>(), new TreeMap<>());
        }

        void reopen(LoggedStatement statement) {
            Set<LoggedStatement> some = ended.getOrDefault(statement.endedAt(), Set.of());
            if (some.contains(statement)) {
                some.remove(statement);
                if (some.isEmpty()) {
                    ended.remove(statement.endedAt());
                }
            }
            open.add(statement);
        }

        void end(LoggedStatement statement, long position) {
            open.remove(statement);
            ended.computeIfAbsent(position, at -> new HashSet<>()).add(statement);
        }
    }

    /** Records that a statement was asserted, for the first time or again. */
    void asserted(LoggedStatement statement) {
        String key = statement.statement().key();
        if (key != null) {
            byKey.computeIfAbsent(key, first -> new OfKey()).reopen(statement);
        }
    }

    /** Records that a retraction of an assertion counts for readers of the present from {@code position} on. */
    void endAdded(LoggedAssertion assertion, long position) {
        LoggedStatement statement = assertion.statement();
        if (assertion.endAdded() && statement.assertionEnded()) {
            String key = statement.statement().key();
            OfKey ofKey = key == null ? null : byKey.get(key);
            if (ofKey != null) {
                statement.endedAt(position);
                ofKey.end(statement, position);
            }
        }
    }

    /** Records that a retraction of an assertion counts no more: a replay has abandoned it. */
    void endTaken(LoggedAssertion assertion) {
        if (assertion.endTaken() && assertion.statement().assertionReopened()) {
            asserted(assertion.statement());
        }
    }

    /** Returns the statements about {@code key} that had not ended at {@code position}, in any order. */
    Stream<LoggedStatement> openAt(String key, long position) {
        OfKey ofKey = byKey.get(key);
        return ofKey == null
                ? Stream.empty()
                : Stream.concat(
                        ofKey.open.stream(),
                        ofKey.ended.tailMap(position, false).values().stream().flatMap(Set::stream));
    }
}
