package dev.commonground.recall;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.memory.StoredVectors;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The search index of one scope, on the heap and derived from its log: a passage for each statement and each voice
 * that says it, with its terms and, where there is a model, its vector. It holds no truth of its own.
 *
 * <p>Several threads may read at once; the owner keeps readers out while it adds.
 */
public final class ScopeIndex {

    private static final long SECONDS_A_DAY = 86_400;
    /** A statement with its id, and what is noted of the passage; an estimate. */
    private static final int PASSAGE_BYTES = 220;

    /** A text that waits to be cut, or its terms once it is; an estimate. */
    private static final int UNCUT_BYTES = 200;

    private final List<MemoryId> ids = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final Ints hashes = new Ints();
    private final Map<Kind, BitSet> byKind = new EnumMap<>(Kind.class);
    private final Passages passages = new Passages();
    private final Keywords keywords = new Keywords();

    /** The texts of the last passages, whose terms nobody has asked for yet: who only writes need not cut them. */
    private final Deque<String> uncut = new ArrayDeque<>();

    private volatile boolean cut = true;
    private final Vectors vectors = new Vectors();
    private final Map<Author, BitSet> authors = new HashMap<>();
    private final Ints firstDays = new Ints();
    private final Conversations conversations = new Conversations();
    private final Names names = new Names();
    private final Map<Integer, List<Saying>> repeated = new HashMap<>();
    private final @Nullable StoredVectors stored;
    private final ToIntFunction<MemoryId> places;
    private long characters;

    /** Begins an index that holds its vectors itself. */
    public ScopeIndex() {
        this.stored = null;
        this.places = id -> -1;
    }

    /**
     * Begins an index whose vectors the store holds and searches.
     *
     * @param places tells the ordinal of a statement; negative if it is not in the index
     */
    public ScopeIndex(StoredVectors stored, ToIntFunction<MemoryId> places) {
        this.stored = stored;
        this.places = places;
    }

    /**
     * That somebody made a statement.
     *
     * @param author who
     * @param passage the statement in the author's {@link #voice}
     * @param day when, in days since 1970, UTC
     * @param turn where in a conversation, or null outside of any
     * @param names the terms of each name that the statement goes by
     */
    record Saying(Author author, int passage, int day, Conversations.@Nullable Turn turn, List<Set<String>> names) {}

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
     * Adds that somebody makes a statement.
     *
     * @param ordinal the statement's place in the scope; a new statement's is one more than the last
     * @param vector the vector of the statement in the author's {@link #voice}, or null if there is no model
     * @throws IllegalStateException if the vector has another {@link #dimension} than those before it
     */
    public void add(int ordinal, MemoryId id, Statement statement, Assertion assertion, float @Nullable [] vector) {
        if (ordinal < size()) {
            repeated.computeIfAbsent(ordinal, known -> new ArrayList<>(List.of(only(known))));
        }
        List<String> known = Names.of(statement, assertion);
        String voice = voice(assertion.author());
        if (!holds(ordinal, voice)) {
            add(ordinal, id, statement, voice, searchable(statement, voice, known), vector);
        }
        List<Set<String>> named = names.add(ordinal, known);
        authors.computeIfAbsent(assertion.author(), author -> new BitSet()).set(ordinal);
        int day = Math.toIntExact(assertion.at().getEpochSecond() / SECONDS_A_DAY);
        if (ordinal == firstDays.size()) {
            firstDays.add(day);
        }
        Conversations.Turn turn =
                assertion.thread() != null && assertion.author().type() == Author.Type.PERSON
                        ? conversations.add(ordinal, assertion.thread())
                        : null;
        List<Saying> sayings = repeated.get(ordinal);
        if (sayings != null) {
            sayings.add(new Saying(assertion.author(), passages.find(ordinal, voice), day, turn, named));
        }
    }

    /** Returns the saying of a statement that was made once. */
    private Saying only(int ordinal) {
        Author author = authors.entrySet().stream()
                .filter(said -> said.getValue().get(ordinal))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        Conversations.Turn turn =
                conversations.turns(ordinal).stream().findFirst().orElse(null);
        return new Saying(
                author, passages.first(ordinal), firstDays.get(ordinal), turn, List.copyOf(names.of(ordinal)));
    }

    /** Returns who made a statement, in the order in which it was added. */
    List<Saying> sayings(int ordinal) {
        List<Saying> sayings = repeated.get(ordinal);
        return sayings == null ? List.of(only(ordinal)) : sayings;
    }

    /**
     * Adds a passage for a statement.
     *
     * @param ordinal the statement's place in the scope; a new statement's is one more than the last
     * @throws IllegalStateException if the vector has another {@link #dimension} than those before it
     */
    void add(int ordinal, MemoryId id, Statement statement, String voice, float @Nullable [] vector) {
        add(ordinal, id, statement, voice, searchable(statement, voice, List.of()), vector);
    }

    private void add(
            int ordinal, MemoryId id, Statement statement, String voice, String searchable, float @Nullable [] vector) {
        if (vector != null && stored == null) {
            vectors.put(passages.size(), vector);
        }
        if (ordinal == ids.size()) {
            ids.add(id);
            hashes.add(id.hashCode());
            statements.add(statement);
            characters += statement.text().length();
            byKind.computeIfAbsent(statement.kind(), kind -> new BitSet()).set(ordinal);
        }
        passages.add(ordinal, voice);
        uncut.add(searchable);
        cut = false;
    }

    private static String searchable(Statement statement, String voice, List<String> names) {
        StringBuilder searchable = new StringBuilder(spoken(statement, voice));
        names.forEach(name -> searchable.append(' ').append(name));
        return statement.value() == null
                ? searchable.toString()
                : searchable.append(' ').append(statement.value()).toString();
    }

    /** Returns whether the statement has a passage in {@code voice}. */
    public boolean holds(int ordinal, String voice) {
        return passages.find(ordinal, voice) >= 0;
    }

    /** Returns how many numbers each of its vectors has, or 0 while it has none. */
    public int dimension() {
        return stored == null ? vectors.dimension() : stored.dimension();
    }

    /** Returns the store's search over its vectors, or null if they are here. */
    @Nullable
    StoredVectors stored() {
        return stored;
    }

    /** Returns the place of a statement that the store found; negative if it is not here. */
    int ordinal(MemoryId id) {
        return places.applyAsInt(id);
    }

    /** Returns about how many bytes it takes on the heap, the statements included. */
    public synchronized long weight() {
        return characters
                + passages.size() * (long) PASSAGE_BYTES
                + keywords.weight()
                + uncut.size() * (long) UNCUT_BYTES
                + vectors.weight();
    }

    /** Returns how many statements it holds; their ordinals are below that. */
    public int size() {
        return ids.size();
    }

    /** Returns the id of the statement at {@code ordinal}. */
    public MemoryId id(int ordinal) {
        return ids.get(ordinal);
    }

    /** Compares two statements by what hangs on their ids alone, so that no order of arrival shows. */
    int compareIds(int ordinal, int other) {
        int byHash = Integer.compare(hashes.get(ordinal), hashes.get(other));
        return byHash != 0 ? byHash : id(ordinal).compareTo(id(other));
    }

    /** Returns the hash code of the statement's id. */
    int hash(int ordinal) {
        return hashes.get(ordinal);
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

    /** Returns who has ever said something. */
    public Set<Author> authors() {
        return authors.keySet();
    }

    /** Returns who has ever said which statements, by ordinal. */
    Map<Author, BitSet> ordinalsByAuthor() {
        return authors;
    }

    /** Returns whether one of these authors ever said the statement. */
    boolean saidBy(Set<Author> some, int ordinal) {
        return some.stream().anyMatch(author -> {
            BitSet said = authors.get(author);
            return said != null && said.get(ordinal);
        });
    }

    /** Returns the day, in UTC, on which the statement was first made. */
    LocalDate firstDay(int ordinal) {
        return LocalDate.ofEpochDay(firstDays.get(ordinal));
    }

    Conversations conversations() {
        return conversations;
    }

    Names names() {
        return names;
    }

    Passages passages() {
        return passages;
    }

    /** Returns the terms of all passages; whoever asks first after something was added waits until they are cut. */
    Keywords keywords() {
        if (!cut) {
            cut();
        }
        return keywords;
    }

    private synchronized void cut() {
        for (String text = uncut.peek(); text != null; text = uncut.peek()) {
            keywords.add(Terms.of(text));
            uncut.remove();
        }
        cut = true;
    }

    Vectors vectors() {
        return vectors;
    }
}
