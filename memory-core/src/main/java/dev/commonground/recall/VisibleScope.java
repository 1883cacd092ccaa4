package dev.commonground.recall;

import dev.commonground.memory.Author;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The index of one scope as one reader sees it: the statements that are live for him, and of what was said of them only
 * what counts for him. What he does not see counts nowhere, so a moment that has passed is searched the same for ever,
 * whatever is said later.
 *
 * <p>Not thread-safe.
 */
final class VisibleScope {

    private final ScopeIndex index;
    private final BitSet live;

    /** Of the statements that are only heard in part: what is heard. */
    private final Map<Integer, List<ScopeIndex.Saying>> heard = new HashMap<>();

    /** The passages of live statements in voices that are not heard. */
    private final BitSet mute = new BitSet();

    private final boolean conversing;

    /**
     * Looks at a scope.
     *
     * @param live the ordinals of the statements that count
     * @param unheard which sayings of a statement do not count, in the order in which they were added, by ordinal; of
     *     those that are not named all count
     */
    VisibleScope(ScopeIndex index, BitSet live, Map<Integer, BitSet> unheard) {
        this.index = index;
        this.live = live;
        unheard.forEach(this::hear);
        this.conversing = index.conversations().statements().stream()
                .anyMatch(ordinal -> live.get(ordinal) && !turnsHeard(ordinal).isEmpty());
    }

    private void hear(int ordinal, BitSet unheard) {
        List<ScopeIndex.Saying> all = index.sayings(ordinal);
        BitSet counts = new BitSet(all.size());
        counts.set(0, all.size());
        counts.andNot(unheard);
        List<ScopeIndex.Saying> some = counts.stream().mapToObj(all::get).toList();
        heard.put(ordinal, some);
        all.forEach(saying -> mute.set(saying.passage()));
        some.forEach(saying -> mute.clear(saying.passage()));
    }

    /** Returns what is heard of a statement that is only heard in part, or null if all of it is. */
    private @Nullable List<ScopeIndex.Saying> heard(int ordinal) {
        return heard.isEmpty() ? null : heard.get(ordinal);
    }

    ScopeIndex index() {
        return index;
    }

    /** Returns the ordinals of the live statements; not to be changed. */
    BitSet live() {
        return live;
    }

    /** Returns the passages of live statements that are not heard; not to be changed. */
    BitSet mute() {
        return mute;
    }

    /** Returns whether a passage is that of a live statement, in a voice that is heard. */
    boolean hears(int passage) {
        return live.get(index.passages().statement(passage)) && !mute.get(passage);
    }

    /** Returns the first passage of a live statement. */
    int firstPassage(int ordinal) {
        int first = -1;
        for (int passage = index.passages().first(ordinal);
                passage >= 0;
                passage = index.passages().next(passage)) {
            if (!mute.get(passage)) {
                first = passage;
            }
        }
        return first;
    }

    /** Returns who says something that is live. */
    Set<Author> authors() {
        Set<Author> authors = new HashSet<>();
        index.ordinalsByAuthor().forEach((author, said) -> {
            if (said.intersects(live) && (heard.isEmpty() || isHeard(author, said))) {
                authors.add(author);
            }
        });
        return authors;
    }

    private boolean isHeard(Author author, BitSet said) {
        return said.stream().anyMatch(ordinal -> live.get(ordinal) && saidBy(Set.of(author), ordinal));
    }

    /** Returns whether one of these authors says a live statement. */
    boolean saidBy(Set<Author> some, int ordinal) {
        List<ScopeIndex.Saying> part = heard(ordinal);
        return part == null
                ? index.saidBy(some, ordinal)
                : part.stream().anyMatch(saying -> some.contains(saying.author()));
    }

    /** Returns the day, in UTC, on which a live statement was first made. */
    LocalDate firstDay(int ordinal) {
        List<ScopeIndex.Saying> part = heard(ordinal);
        return part == null
                ? index.firstDay(ordinal)
                : LocalDate.ofEpochDay(part.get(0).day());
    }

    /** Returns whether a question with these terms names a live statement. */
    boolean named(int ordinal, Set<String> question) {
        List<ScopeIndex.Saying> part = heard(ordinal);
        return (part == null
                        ? index.names().of(ordinal).stream()
                        : part.stream().flatMap(saying -> saying.names().stream()))
                .anyMatch(question::containsAll);
    }

    /** Returns whether anything live is a turn of a conversation. */
    boolean conversing() {
        return conversing;
    }

    /** Returns where in conversations a live statement was said; nowhere if it stands alone. */
    List<Conversations.Turn> turns(int ordinal) {
        return conversing ? turnsHeard(ordinal) : List.of();
    }

    private List<Conversations.Turn> turnsHeard(int ordinal) {
        List<ScopeIndex.Saying> part = heard(ordinal);
        return part == null
                ? index.conversations().turns(ordinal)
                : part.stream()
                        .flatMap(saying -> Stream.ofNullable(saying.turn()))
                        .toList();
    }

    /** Returns the statement so many turns after a turn, or before it; negative if there is none that is live. */
    int neighbour(Conversations.Turn turn, int offset) {
        int ordinal = turn.neighbour(offset);
        boolean seen = ordinal >= 0
                && live.get(ordinal)
                && (heard(ordinal) == null
                        || turns(ordinal).contains(new Conversations.Turn(turn.thread(), turn.place() + offset)));
        return seen ? ordinal : -1;
    }

    /** Returns the cosine of a live statement to a question: the best of its passages; 0 if none comes near. */
    double similarity(Cosine question, int ordinal) {
        double best = 0;
        for (int passage = index.passages().first(ordinal);
                passage >= 0;
                passage = index.passages().next(passage)) {
            if (index.vectors().has(passage) && !mute.get(passage)) {
                best = Math.max(best, index.vectors().similarity(question, passage));
            }
        }
        return best;
    }

    /** Adds the counts of the passages that are heard. */
    void count(Collection<String> terms, Statistics statistics) {
        Keywords keywords = index.keywords();
        statistics.add(index.passages().size(), keywords.totalLength());
        if (live.cardinality() == index.size() && mute.isEmpty()) {
            terms.forEach(term -> statistics.add(term, keywords.count(term)));
        } else {
            takeAwayTheUnheard(statistics);
            terms.forEach(term -> statistics.add(term, keywords.count(term, this::hears)));
        }
    }

    /** Returns how many passages that are heard hold {@code term}. */
    long count(String term) {
        return index.keywords().count(term) == 0 ? 0 : index.keywords().count(term, this::hears);
    }

    private void takeAwayTheUnheard(Statistics statistics) {
        for (int dead = live.nextClearBit(0); dead < index.size(); dead = live.nextClearBit(dead + 1)) {
            for (int passage = index.passages().first(dead);
                    passage >= 0;
                    passage = index.passages().next(passage)) {
                statistics.add(-1, -index.keywords().length(passage));
            }
        }
        mute.stream()
                .filter(passage -> live.get(index.passages().statement(passage)))
                .forEach(passage -> statistics.add(-1, -index.keywords().length(passage)));
    }
}
