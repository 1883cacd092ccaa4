package dev.commonground.internal.log;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The statements of a log by their keys. A statement has ended if entries outside all runs retract each of its assertions.
 * Nobody who sees the last of these entries needs to look at it, unless entries are restricted or revoked. So a key that is
 * rewritten often costs its readers only what may be live.
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

    /** Records that all assertions of a statement have ended with the entry at {@code position}. */
    void ended(LoggedStatement statement, long position) {
        String key = statement.statement().key();
        OfKey ofKey = key == null ? null : byKey.get(key);
        if (ofKey != null) {
            statement.endedAt(position);
            ofKey.end(statement, position);
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
