package dev.commonground.recall;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search index of one scope, on the heap and derived from its log: a passage for each statement and each voice
 * that says it, with its terms and, where there is a model, its vector. It holds no truth of its own.
 *
 * <p>Several threads may read at once; the owner keeps readers out while it adds.
 */
public final class ScopeIndex {

    /** A statement with its id, and what is noted of the passage; measured. */
    private static final int PASSAGE_BYTES = 220;

    private final List<MemoryId> ids = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final Map<Kind, BitSet> byKind = new EnumMap<>(Kind.class);
    private final Passages passages = new Passages();
    private final Keywords keywords = new Keywords();
    private final Vectors vectors = new Vectors();
    private long characters;

    /**
     * Returns what stands in front of a statement: the name of a person, whose way of speaking matters to what is
     * found (LoCoMo, recall@10 of MiniLM: 28.8 without, 43.7 with); nothing for an agent, whose role does not (cosine
     * 0.36 without, 0.31 with).
     */
    public static String voice(Author author) {
        return author.type() == Author.Type.PERSON ? author.name() : "";
    }

    /** Returns the text that is embedded for {@code statement} in {@code voice}. */
    public static String spoken(Statement statement, String voice) {
        return voice.isEmpty() ? statement.text() : voice + ": " + statement.text();
    }

    /**
     * Adds a passage for a statement.
     *
     * @param ordinal the statement's place in the scope; a new statement's is one more than the last
     * @throws IllegalStateException if the vector has another {@link #dimension} than those before it
     */
    public void add(int ordinal, MemoryId id, Statement statement, String voice, float @Nullable [] vector) {
        if (vector != null) {
            vectors.put(passages.size(), vector);
        }
        if (ordinal == ids.size()) {
            ids.add(id);
            statements.add(statement);
            characters += statement.text().length();
            byKind.computeIfAbsent(statement.kind(), kind -> new BitSet()).set(ordinal);
        }
        passages.add(ordinal, voice);
        keywords.add(Terms.of(searchable(statement, voice)));
    }

    private static String searchable(Statement statement, String voice) {
        String spoken = spoken(statement, voice);
        return statement.key() == null
                ? spoken
                : "%s %s %s".formatted(spoken, statement.key().replace('_', ' '), statement.value());
    }

    /** Returns whether the statement has a passage in {@code voice}. */
    public boolean holds(int ordinal, String voice) {
        return passages.find(ordinal, voice) >= 0;
    }

    /** Returns how many numbers each of its vectors has, or 0 while it has none. */
    public int dimension() {
        return vectors.dimension();
    }

    /** Returns about how many bytes it takes on the heap, the statements included. */
    public long weight() {
        return characters + passages.size() * (long) PASSAGE_BYTES + keywords.weight() + vectors.weight();
    }

    /** Returns how many statements it holds; their ordinals are below that. */
    int size() {
        return ids.size();
    }

    /** Returns the id of the statement at {@code ordinal}. */
    public MemoryId id(int ordinal) {
        return ids.get(ordinal);
    }

    Statement statement(int ordinal) {
        return statements.get(ordinal);
    }

    /** Returns the ordinals of the statements of some kinds. */
    BitSet ofKinds(Set<Kind> kinds) {
        BitSet found = new BitSet(size());
        kinds.forEach(kind -> found.or(byKind.getOrDefault(kind, new BitSet())));
        return found;
    }

    /** Compares statements that fit equally well, by ordinal: by kind, text and id, never by arrival. */
    Comparator<Integer> ties() {
        return Comparator.comparing((Integer ordinal) -> statement(ordinal).kind())
                .thenComparing(ordinal -> statement(ordinal).text())
                .thenComparing(this::id);
    }

    Passages passages() {
        return passages;
    }

    Keywords keywords() {
        return keywords;
    }

    Vectors vectors() {
        return vectors;
    }

    /** Returns the cosine of a statement to {@code query}: the best of its passages; 0 if none comes near. */
    double similarity(float[] query, int ordinal) {
        double best = 0;
        for (int passage = passages.first(ordinal); passage >= 0; passage = passages.next(passage)) {
            if (vectors.has(passage)) {
                best = Math.max(best, vectors.similarity(query, passage));
            }
        }
        return best;
    }

    /** Adds the counts of the passages whose statement is live. */
    void count(Collection<String> terms, BitSet live, Statistics statistics) {
        statistics.add(passages.size(), keywords.totalLength());
        if (live.cardinality() == size()) {
            terms.forEach(term -> statistics.add(term, keywords.count(term)));
        } else {
            takeAwayTheDead(live, statistics);
            terms.forEach(term ->
                    statistics.add(term, keywords.count(term, passage -> live.get(passages.statement(passage)))));
        }
    }

    private void takeAwayTheDead(BitSet live, Statistics statistics) {
        for (int dead = live.nextClearBit(0); dead < size(); dead = live.nextClearBit(dead + 1)) {
            for (int passage = passages.first(dead); passage >= 0; passage = passages.next(passage)) {
                statistics.add(-1, -keywords.length(passage));
            }
        }
    }
}
