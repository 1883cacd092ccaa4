package dev.commonground.internal.session;

import dev.commonground.internal.search.TermSet;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memories that each reader was shown although not everybody may read them, so that their words stay restricted if the
 * reader writes them down again. All sessions of a memory share it, because an agent often reads in one session and writes
 * in the next. It keeps hash codes of words, and of each reader the latest reads.
 *
 * <p>Thread-safe; calls take turns.
 */
final class RestrictedReads {

    private static final int MOST_READERS = 1_000;
    private static final int MOST_READS = 1_000;

    private final Map<Author, Map<MemoryId, RestrictedRead>> byReader = bounded(MOST_READERS);

    /**
     * What a reader was shown.
     *
     * @param id the memory
     * @param audience its audience
     * @param original whether it holds only words of the reader's own, concluded from nothing else
     * @param terms its terms
     */
    record RestrictedRead(MemoryId id, Audience audience, boolean original, TermSet terms) {

        static RestrictedRead of(Memory memory, Author reader) {
            return new RestrictedRead(
                    memory.id(),
                    InheritedAudience.of(memory),
                    memory.assertions().stream().allMatch(one -> isOwn(one, reader)),
                    TermSet.of(memory.text()));
        }

        private static boolean isOwn(Assertion assertion, Author reader) {
            return assertion.author().equals(reader) && assertion.derivedFrom().isEmpty();
        }
    }

    /** Records that {@code reader} was shown a memory; ignores it if everybody may read it. */
    synchronized void add(Author reader, Memory memory) {
        if (!InheritedAudience.of(memory).isEveryone()) {
            byReader.computeIfAbsent(reader, first -> bounded(MOST_READS))
                    .put(memory.id(), RestrictedRead.of(memory, reader));
        }
    }

    /** Returns what {@code reader} was shown that says nearly the same as a text, without the reader's own words. */
    synchronized List<RestrictedRead> repeatedBy(Author reader, MemoryId id, String text) {
        Map<MemoryId, RestrictedRead> reads = byReader.getOrDefault(reader, Map.of());
        if (reads.isEmpty()) {
            return List.of();
        }
        TermSet words = TermSet.of(text);
        return reads.values().stream()
                .filter(read -> !read.original()
                        && (read.id().equals(id) || read.terms().repeats(words)))
                .toList();
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
