package dev.commonground.internal.session;

import dev.commonground.internal.search.TermSet;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memories of low trust that each agent was shown, so that their words gain nothing if the agent writes them down
 * again. All sessions of a memory share it, because an agent often reads in one session and writes in the next. It keeps
 * hash codes of words, and of each reader the latest reads.
 *
 * <p>Thread-safe; calls take turns.
 */
final class LowTrustReads {

    private static final int MOST_READERS = 1_000;
    private static final int MOST_READS = 1_000;

    private final Map<Author, Map<MemoryId, Read>> byReader = new Bounded<>(MOST_READERS);

    /**
     * What a reader was shown.
     *
     * @param id the memory
     * @param trust its trust
     * @param keyed the hash code of key and value; null without a key
     * @param terms its terms
     */
    record Read(MemoryId id, double trust, @Nullable Integer keyed, TermSet terms) {

        static Read of(Memory memory) {
            return new Read(memory.id(), memory.trust(), keyed(memory.statement()), TermSet.of(memory.text()));
        }

        private static @Nullable Integer keyed(Statement statement) {
            return statement.key() == null
                    ? null
                    : (statement.key() + "\n" + statement.value())
                            .toLowerCase(Locale.ROOT)
                            .hashCode();
        }

        /** Returns whether a statement says the same, with the same key and value or with nearly the same words. */
        boolean isRepeatedBy(MemoryId written, Statement statement, TermSet words) {
            return id.equals(written) || (keyed != null && keyed.equals(keyed(statement))) || terms.repeats(words);
        }
    }

    /** Records that {@code reader} was shown a memory; ignores it if its trust is not low. */
    synchronized void add(Author reader, Memory memory) {
        if (memory.isLowTrust()) {
            byReader.computeIfAbsent(reader, first -> new Bounded<>(MOST_READS)).put(memory.id(), Read.of(memory));
        }
    }

    /** Returns what {@code reader} was shown that says the same as a statement. */
    synchronized List<Read> repeatedBy(Author reader, MemoryId id, Statement statement) {
        Map<MemoryId, Read> reads = byReader.getOrDefault(reader, Map.of());
        if (reads.isEmpty()) {
            return List.of();
        }
        TermSet words = TermSet.of(statement.text());
        return reads.values().stream()
                .filter(read -> read.isRepeatedBy(id, statement, words))
                .toList();
    }

    /** A map that drops its oldest entry if it has too many. */
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1;

        private final int most;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
