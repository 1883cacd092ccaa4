package dev.commonground.log;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One scope's log on the heap, folded: which statements were made, by whom, and who took them back. What of it counts
 * depends on the {@link Sight} of the reader and on nothing else, neither on lanes' order nor on arrival: an assertion
 * counts while no visible entry retracts it (the observed-remove set of Shapiro et al., "Conflict-free Replicated Data
 * Types", 2011).
 *
 * <p>Several threads may read at once; the owner keeps readers out while it appends.
 */
public final class ScopeLog {

    private final List<Told> statements = new ArrayList<>();
    private final Map<MemoryId, Told> byId = new HashMap<>();
    private final Map<String, List<Told>> byKey = new HashMap<>();
    private @Nullable Said[] byPosition = new Said[8];
    private final Map<Long, Noted> notedByPosition = new HashMap<>();
    private final Map<MemoryId, Entry> erasures = new LinkedHashMap<>();
    private final Map<String, TreeMap<Long, SortedMap<Long, Long>>> tips = new HashMap<>();
    private final Map<Sight, BitSet> liveSets = new ConcurrentHashMap<>();
    private final Map<Sight, Map<Integer, BitSet>> unheardBySight = new ConcurrentHashMap<>();

    /** The statements that were made more than once. */
    private final List<Told> repeated = new ArrayList<>();

    private final Map<Long, String> runByLane = new HashMap<>();
    private final SharedValues shared = new SharedValues();
    private final LiveStatements live = new LiveStatements(this);
    private long position;
    private boolean anythingExpires;

    /** The most sights whose live statements are kept at once. */
    private static final int KEPT_SIGHTS = 8;

    /** A statement with everybody who ever said it. */
    public static final class Told {
        private final int ordinal;
        private final MemoryId id;
        private final Statement statement;
        private @Nullable Said first;

        /** All of them as soon as there are two: most statements are made once, and then need no list. */
        private List<Said> all = List.of();

        private List<Noted> noted = List.of();

        private Told(int ordinal, MemoryId id, Statement statement) {
            this.ordinal = ordinal;
            this.id = id;
            this.statement = statement;
        }

        private void add(Said one) {
            if (first == null) {
                first = one;
            } else {
                if (all.isEmpty()) {
                    all = new ArrayList<>(said());
                }
                all.add(one);
            }
        }

        /** Returns its place among the scope's statements, from 0 in the order of the log. */
        public int ordinal() {
            return ordinal;
        }

        /** Returns its id. */
        public MemoryId id() {
            return id;
        }

        /** Returns what is said. */
        public Statement statement() {
            return statement;
        }

        /** Returns who said it, in the order of the log, visible or not. */
        public List<Said> said() {
            return first == null || !all.isEmpty() ? Collections.unmodifiableList(all) : List.of(first);
        }

        /** Returns all that is known of it, if that is one assertion and no metadata was added; otherwise null. */
        public @Nullable Said only() {
            return all.isEmpty() && noted.isEmpty() ? first : null;
        }

        /** Returns the metadata that was added to it, in the order of the log, visible or not. */
        public List<Noted> noted() {
            return Collections.unmodifiableList(noted);
        }

        private void add(Noted more) {
            if (noted.isEmpty()) {
                noted = new ArrayList<>(1);
            }
            noted.add(more);
        }
    }

    /** One assertion with what retracted it. */
    public static final class Said {
        private final Told told;
        private final Assertion assertion;
        private final Entry entry;
        private List<Entry> retractedBy = List.of();

        private Said(Told told, Entry entry, Assertion assertion) {
            this.told = told;
            this.entry = entry;
            this.assertion = assertion;
        }

        private void retract(Entry by) {
            if (retractedBy.isEmpty()) {
                retractedBy = new ArrayList<>(1);
            }
            retractedBy.add(by);
        }

        /** Returns the entry that says it. */
        public Entry entry() {
            return entry;
        }

        /** Returns its position in the log, which names it for good. */
        public long position() {
            return entry.position();
        }

        /** Returns who says it, when and why. */
        public Assertion assertion() {
            return assertion;
        }

        /** Returns the entries that retract it, in the order of the log, visible or not. */
        public List<Entry> retractedBy() {
            return Collections.unmodifiableList(retractedBy);
        }
    }

    /** Metadata that somebody added to a statement, with what retracted it. */
    public static final class Noted {
        private final Entry entry;
        private final Entry.Annotate annotation;
        private final List<Entry> retractedBy = new ArrayList<>(0);

        private Noted(Entry entry, Entry.Annotate annotation) {
            this.entry = entry;
            this.annotation = annotation;
        }

        /** Returns the entry that adds it. */
        public Entry entry() {
            return entry;
        }

        /** Returns its position in the log. */
        public long position() {
            return entry.position();
        }

        /** Returns what was added, by whom and when. */
        public Entry.Annotate annotation() {
            return annotation;
        }
    }

    /** Returns the last position taken in. */
    public long position() {
        return position;
    }

    /** Returns the statements in the order of their ordinals. */
    public List<Told> statements() {
        return Collections.unmodifiableList(statements);
    }

    /** Returns the statement with {@code id}, or null if nobody ever made it here. */
    public @Nullable Told find(MemoryId id) {
        return byId.get(id);
    }

    /** Returns the place of a statement among the scope's, or -1 if nobody ever made it here. */
    public int ordinal(MemoryId id) {
        Told told = byId.get(id);
        return told == null ? -1 : told.ordinal;
    }

    /** Returns the statements about {@code key}. */
    public List<Told> about(String key) {
        return Collections.unmodifiableList(byKey.getOrDefault(key, List.of()));
    }

    /** Takes in the next entry. */
    public void append(Entry entry) {
        if (entry.position() != position + 1) {
            throw new IllegalStateException("After position %d of a log comes %d, not %d: the store left a gap"
                    .formatted(position, position + 1, entry.position()));
        }
        position = entry.position();
        if (entry.run() != null) {
            runByLane.putIfAbsent(entry.lane(), entry.run());
        }
        if (entry.action() instanceof Entry.Tip tip) {
            SortedMap<Long, Long> before = tip(tip.run(), Long.MAX_VALUE);
            tips.computeIfAbsent(tip.run(), run -> new TreeMap<>()).put(position, tip.lanes());
            live.tipMoved(before, tip.lanes());
        }
        fold(entry.action() instanceof Entry.Assert asserted ? shared(entry, asserted) : entry);
        liveSets.keySet().removeIf(Sight::isLive);
        unheardBySight.keySet().removeIf(Sight::isLive);
    }

    /** Returns an equal entry that holds what the log knows already. */
    private Entry shared(Entry entry, Entry.Assert asserted) {
        Told told = told(asserted);
        return new Entry(
                entry.position(),
                entry.lane(),
                runByLane.get(entry.lane()),
                entry.number(),
                new Entry.Assert(told.id, told.statement, shared.shared(asserted.assertion()), asserted.retracts()));
    }

    private void fold(Entry entry) {
        if (entry.action() instanceof Entry.Assert asserted) {
            Said said = new Said(told(asserted), entry, asserted.assertion());
            said.told.add(said);
            if (said.told.all.size() == 2) {
                repeated.add(said.told);
            }
            keep(said);
            anythingExpires |= asserted.assertion().expires() != null;
        }
        if (entry.action() instanceof Entry.Annotate annotation && byId.get(annotation.id()) != null) {
            Noted noted = new Noted(entry, annotation);
            byId.get(annotation.id()).add(noted);
            notedByPosition.put(position, noted);
        }
        if (entry.action() instanceof Entry.Erase erase) {
            erasures.put(erase.id(), entry);
        }
        for (long retracted : entry.action().retracts()) {
            Said said = at(retracted);
            if (said != null) {
                said.retract(entry);
            }
            Noted noted = notedByPosition.get(retracted);
            if (noted != null) {
                noted.retractedBy.add(entry);
            }
        }
        live.append(entry);
    }

    private void keep(Said said) {
        int place = Math.toIntExact(said.position());
        if (place >= byPosition.length) {
            byPosition = Arrays.copyOf(byPosition, place + place / 2);
        }
        byPosition[place] = said;
    }

    private @Nullable Said at(long position) {
        return position > 0 && position < byPosition.length ? byPosition[(int) position] : null;
    }

    /** Returns the statements that an entry asserts or retracts. */
    List<Told> named(Entry entry) {
        List<Told> named = new ArrayList<>();
        if (entry.action() instanceof Entry.Assert asserted) {
            named.add(told(asserted));
        }
        for (long retracted : entry.action().retracts()) {
            Said said = at(retracted);
            if (said != null) {
                named.add(said.told);
            }
        }
        return named;
    }

    private Told told(Entry.Assert asserted) {
        Told known = byId.get(asserted.id());
        if (known != null) {
            return known;
        }
        Told told = new Told(statements.size(), asserted.id(), asserted.statement());
        statements.add(told);
        byId.put(told.id, told);
        if (told.statement.key() != null) {
            byKey.computeIfAbsent(told.statement.key(), key -> new ArrayList<>())
                    .add(told);
        }
        return told;
    }

    /** Returns whether {@code sight} takes in {@code entry}. */
    public boolean sees(Sight sight, Entry entry) {
        String run = entry.run();
        if (run == null) {
            return entry.position() <= sight.base();
        }
        SortedMap<Long, Long> reached = sight.runs().contains(run) ? sight.lanes() : tip(run, sight.base());
        return entry.number() <= reached.getOrDefault(entry.lane(), 0L);
    }

    /** Returns how far {@code run} had been accepted on its lanes at {@code base}. */
    public SortedMap<Long, Long> tip(String run, long base) {
        TreeMap<Long, SortedMap<Long, Long>> moves = tips.get(run);
        Map.Entry<Long, SortedMap<Long, Long>> last = moves == null ? null : moves.floorEntry(base);
        return last == null ? Collections.emptySortedMap() : last.getValue();
    }

    /** Returns those of {@code lanes} that are {@code run}'s. */
    public SortedMap<Long, Long> lanesOf(String run, SortedMap<Long, Long> lanes) {
        SortedMap<Long, Long> own = new TreeMap<>(lanes);
        own.keySet().removeIf(lane -> !run.equals(runByLane.get(lane)));
        return own;
    }

    /** Returns whether {@code sight} takes the assertion in, retracted or not. */
    public boolean sees(Sight sight, Said said) {
        return sees(sight, said.entry);
    }

    /** Returns whether the assertion counts for {@code sight}: seen, not retracted, not expired. */
    public boolean counts(Sight sight, Said said) {
        if (!sees(sight, said.entry) || expired(sight, said)) {
            return false;
        }
        for (Entry by : said.retractedBy) {
            if (sees(sight, by)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether an assertion of the statement counts for {@code sight}. */
    boolean live(Sight sight, Told told) {
        for (Said said : told.said()) {
            if (counts(sight, said)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the metadata counts for {@code sight}: seen and not retracted. */
    public boolean counts(Sight sight, Noted noted) {
        return sees(sight, noted.entry) && noted.retractedBy.stream().noneMatch(by -> sees(sight, by));
    }

    /** Returns whether {@code sight} takes the metadata in, retracted or not. */
    public boolean sees(Sight sight, Noted noted) {
        return sees(sight, noted.entry);
    }

    /** Returns the entries that had statements erased, the last one of each statement, by the statement's id. */
    public Map<MemoryId, Entry> erasures() {
        return Collections.unmodifiableMap(erasures);
    }

    /** Returns whether the assertion's time is over for {@code sight}. */
    public static boolean expired(Sight sight, Said said) {
        return said.assertion.expires() != null && !said.assertion.expires().isAfter(sight.now());
    }

    /** Returns the ordinals of the statements that are live for {@code sight}; not to be changed. */
    public BitSet live(Sight sight) {
        if (sight.isLive() && sight.runs().isEmpty()) {
            return live.at(sight.now());
        }
        return kept(liveSets, sight, this::liveAsOf);
    }

    /**
     * Returns which assertions of live statements do not count for {@code sight}, by the statement's ordinal and their
     * places in {@link Told#said}; not to be changed. Of statements that are not named all count.
     */
    public Map<Integer, BitSet> unheard(Sight sight) {
        return repeated.isEmpty() ? Map.of() : kept(unheardBySight, sight, seen -> unheard(seen, position -> false));
    }

    /** As {@link #unheard(Sight)}, with assertions at some positions not counting either. */
    public Map<Integer, BitSet> unheard(Sight sight, LongPredicate retracted) {
        Map<Integer, BitSet> unheard = new HashMap<>();
        for (Told told : repeated) {
            BitSet silent = new BitSet();
            for (int nth = 0; nth < told.all.size(); nth++) {
                Said said = told.all.get(nth);
                silent.set(nth, !counts(sight, said) || retracted.test(said.position()));
            }
            if (!silent.isEmpty() && silent.cardinality() < told.all.size()) {
                unheard.put(told.ordinal, silent);
            }
        }
        return unheard;
    }

    private <T> T kept(Map<Sight, T> bySight, Sight sight, Function<Sight, T> judge) {
        Sight key = anythingExpires ? sight : new Sight(sight.base(), sight.runs(), sight.lanes(), Instant.EPOCH);
        T kept = bySight.get(key);
        if (kept == null) {
            kept = judge.apply(sight);
            if (bySight.size() >= KEPT_SIGHTS) {
                bySight.clear();
            }
            bySight.put(key, kept);
        }
        return kept;
    }

    private BitSet liveAsOf(Sight sight) {
        BitSet found = new BitSet(statements.size());
        for (Told told : statements) {
            if (live(sight, told)) {
                found.set(told.ordinal);
            }
        }
        return found;
    }
}
