package dev.commonground.internal.search;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.store.StoredVectors;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The search index of one scope, kept on the heap and derived from the scope's log. It holds one passage for each
 * statement and speaker, with its terms and, if there is a model, its vector. Statements are addressed by their
 * ordinal, a number from 0 in the order of the log.
 *
 * <p>Several threads may read at once; the owner excludes readers during {@link #add}.
 */
public final class ScopeIndex {

    /** The heap size of a passage without terms; an estimate. */
    private static final int PASSAGE_BYTES = 220;

    private final StatementTable statements = new StatementTable();
    private final Passages passages = new Passages();
    private final AssertionIndex assertions = new AssertionIndex(passages);
    private final LazyKeywordIndex keywords = new LazyKeywordIndex();
    private final VectorIndex vectors = new VectorIndex();
    private final Samples samples = new Samples();

    /** The statements whose vectors stay in the store until a reader sees them. */
    private final BitSet dormant = new BitSet();

    private final @Nullable StoredVectors stored;
    private final ToIntFunction<MemoryId> ordinals;

    /** Creates an empty index that keeps its vectors on the heap. */
    public ScopeIndex() {
        this.stored = null;
        this.ordinals = id -> -1;
    }

    /**
     * Creates an empty index whose vectors stay in the store.
     *
     * @param stored searches the vectors
     * @param ordinals returns the ordinal of a statement; negative if the index does not contain it
     */
    public ScopeIndex(StoredVectors stored, ToIntFunction<MemoryId> ordinals) {
        this.stored = stored;
        this.ordinals = ordinals;
    }

    /**
     * Adds an assertion of a statement.
     *
     * @param ordinal the ordinal of a known statement, or {@link #size} for a new one
     * @param vector the {@linkplain dev.commonground.store.VectorBytes bytes} of the statement's vector for its {@linkplain
     *     Embedder#speaker speaker}; null without a model
     * @throws IllegalStateException if the vector has another {@link #dimension} than those before it
     */
    public void add(int ordinal, MemoryId id, Statement statement, Assertion assertion, byte @Nullable [] vector) {
        List<String> names = SearchableNames.of(statement, assertion);
        String speaker = Embedder.speaker(assertion.author());
        int known = passages.find(ordinal, speaker);
        int passage =
                known >= 0 ? known : addPassage(ordinal, id, statement, speaker, shared(names, assertion), vector);
        assertions.add(ordinal, assertion, passage, names);
    }

    /** Authors share a passage, so it holds no alias that only some readers know; questions still find such an alias. */
    private static List<String> shared(List<String> names, Assertion assertion) {
        return assertion.audience().isEveryone() ? names : List.of();
    }

    /**
     * Adds a passage without an assertion.
     *
     * @param ordinal the ordinal of a known statement, or {@link #size} for a new one
     * @throws IllegalStateException if the vector has another {@link #dimension} than those before it
     */
    void addPassage(int ordinal, MemoryId id, Statement statement, String speaker, byte @Nullable [] vector) {
        addPassage(ordinal, id, statement, speaker, List.of(), vector);
    }

    private int addPassage(
            int ordinal,
            MemoryId id,
            Statement statement,
            String speaker,
            List<String> names,
            byte @Nullable [] vector) {
        if (vector != null && stored == null) {
            vectors.put(passages.size(), vector);
        }
        if (ordinal == statements.size()) {
            statements.add(id, statement);
        }
        keywords.add(searchableText(statement, speaker, names));
        return passages.add(ordinal, speaker);
    }

    private static String searchableText(Statement statement, String speaker, List<String> names) {
        String embedded = Embedder.embeddedText(statement, speaker);
        if (names.isEmpty() && statement.value() == null) {
            return embedded;
        }
        StringBuilder text = new StringBuilder(embedded);
        names.forEach(name -> text.append(' ').append(name));
        return statement.value() == null
                ? text.toString()
                : text.append(' ').append(statement.value()).toString();
    }

    /** Leaves the vectors of a statement, which it has none of, in the store. */
    public void leaveDormant(int ordinal) {
        dormant.set(ordinal);
    }

    /** Returns whether any statement has its vectors in the store. */
    public boolean hasDormant() {
        return !dormant.isEmpty();
    }

    /** Returns those of some statements whose vectors are in the store, in a new set. */
    public BitSet dormant(BitSet some) {
        BitSet found = (BitSet) dormant.clone();
        found.and(some);
        return found;
    }

    /** Returns whether the index has the vectors of all these statements, so that a search may look at them. */
    public boolean isAwake(BitSet some) {
        return !dormant.intersects(some);
    }

    /** Does some work, as reading vectors, while other processors tokenize the texts for the first search. */
    public <T> T whileTokenizing(Supplier<T> work) {
        return keywords.whileTokenizing(work);
    }

    /**
     * Adds a vector of a passage of a dormant statement.
     *
     * @throws IllegalStateException if the vector has another {@link #dimension} than those before it
     */
    public void awaken(int passage, byte[] vector) {
        if (stored == null && !vectors.has(passage)) {
            vectors.put(passage, vector);
        }
    }

    /** Records that these statements have all their vectors. */
    public void awake(BitSet some) {
        dormant.andNot(some);
    }

    /** Returns the passage of a statement for {@code speaker}, a number from 0 in the order of the log; negative if none. */
    public int passage(int ordinal, String speaker) {
        return passages.find(ordinal, speaker);
    }

    /** Returns the dimension of its vectors; 0 while it has none. */
    public int dimension() {
        return stored == null ? vectors.dimension() : stored.dimension();
    }

    /** Returns an estimate of its heap size in bytes, without the statements. */
    public long weight() {
        return passages.size() * (long) PASSAGE_BYTES + keywords.weight() + vectors.weight();
    }

    /** Returns the number of statements. */
    public int size() {
        return statements.size();
    }

    /** Returns the id of the statement at {@code ordinal}. */
    public MemoryId id(int ordinal) {
        return statements.id(ordinal);
    }

    /** Returns all authors of assertions in the log, visible or not; callers must not modify the set. */
    public Set<Author> authors() {
        return assertions.ordinalsByAuthor().keySet();
    }

    /** Returns the ordinal of a statement that the store found; negative if the index does not contain it. */
    int ordinal(MemoryId id) {
        return ordinals.applyAsInt(id);
    }

    /** Returns the store's search over the vectors; null if they are on the heap. */
    @Nullable
    StoredVectors stored() {
        return stored;
    }

    StatementTable statements() {
        return statements;
    }

    AssertionIndex assertions() {
        return assertions;
    }

    Passages passages() {
        return passages;
    }

    /** Returns the terms of all passages; blocks while pending texts are tokenized. */
    KeywordIndex keywords() {
        return keywords.get();
    }

    Samples samples() {
        return samples;
    }

    VectorIndex vectors() {
        return vectors;
    }
}
