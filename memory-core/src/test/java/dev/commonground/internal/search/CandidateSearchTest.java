package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.store.VectorBytes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements of a large scope are worth ranking, by words alone. */
class CandidateSearchTest {

    private static final int SIZE = CandidateSearch.SMALL + 200;

    private final ScopeIndex index = new ScopeIndex();
    private final BitSet live = new BitSet();
    private final Map<Integer, String> aliases = new HashMap<>();

    private void say(Kind kind, @Nullable String thread, String text) {
        say(kind, thread, text, null);
    }

    private void say(Kind kind, @Nullable String thread, String text, float @Nullable [] vector) {
        int ordinal = index.size();
        String letters = "" + (char) ('a' + ordinal / 30) + (char) ('a' + ordinal / 5 % 6) + (char) ('a' + ordinal % 5);
        index.add(
                ordinal,
                new MemoryId("m-" + letters.repeat(8) + "aa"),
                new Statement(kind, null, null, text),
                new Assertion(
                        Author.person("Ann"),
                        Instant.EPOCH,
                        null,
                        thread,
                        Origin.PERSON,
                        0.5,
                        null,
                        Metadata.NONE,
                        null,
                        List.of()),
                vector == null ? null : VectorBytes.of(vector));
        live.set(ordinal);
    }

    private void sayMany(@Nullable String thread, IntPredicate aboutWhales) {
        for (int i = 0; i < SIZE; i++) {
            say(Kind.FINDING, thread, aboutWhales.test(i) ? "A whale" : "A boat");
        }
    }

    private int[] candidates(String query, IntPredicate accepts, int limit) {
        VisibleScope scope = new SearchTarget(index, live, Map.of(), aliases, ZoneOffset.UTC, accepts).visible();
        Question question = Question.parse(query, null, List.of());
        TermStatistics statistics = new TermStatistics();
        scope.addTo(statistics, question.searched());
        Candidates candidates = new CandidateSearch(scope, question, statistics, accepts, limit)
                .candidates(new Background(question, new QuestionTerms(question, statistics)), false);
        assertThat(IntStream.range(0, candidates.size())
                        .map(candidates::ordinal)
                        .toArray())
                .isEqualTo(candidates.ordinals());
        return candidates.ordinals();
    }

    @Test
    void allOfASmallScopeAre() {
        sayMany(null, ordinal -> ordinal == 300);
        live.clear(CandidateSearch.SMALL, SIZE);
        assertThat(candidates("whale", ordinal -> true, 10)).hasSize(CandidateSearch.SMALL);

        live.set(CandidateSearch.SMALL);
        assertThat(candidates("whale", ordinal -> true, 10)).containsExactly(300);
    }

    @Test
    void theBestOfAllPartsOfAVeryLargeScopeAre() {
        Statement whale = new Statement(Kind.FINDING, null, null, "A whale");
        Statement boat = new Statement(Kind.FINDING, null, null, "A boat");
        for (int i = 0; i <= PassageParts.SIZE; i++) {
            String bits = Integer.toBinaryString(i).replace('0', 'a').replace('1', 'b');
            MemoryId id = new MemoryId("m-" + "a".repeat(26 - bits.length()) + bits);
            index.addPassage(i, id, i == 7 || i == PassageParts.SIZE ? whale : boat, "", null);
        }
        live.set(0, PassageParts.SIZE + 1);

        assertThat(candidates("whale", ordinal -> true, 10)).containsExactly(7, PassageParts.SIZE);
    }

    @Test
    void theTurnsAroundTheBestAre() {
        sayMany("monday", ordinal -> ordinal == 300 || ordinal == 1);

        assertThat(candidates("whale", ordinal -> true, 10))
                .containsExactly(IntStream.concat(IntStream.rangeClosed(0, 5), IntStream.rangeClosed(296, 304))
                        .toArray());
    }

    @Test
    void theBestByKeywordsAreAsManyAsTheCallerWants() {
        sayMany(null, ordinal -> ordinal % 2 == 0);

        assertThat(candidates("whale", ordinal -> true, 10)).hasSize(CandidateSearch.TOP_FITS);
        assertThat(candidates("whale", ordinal -> true, 250)).hasSize(250);
        assertThat(candidates("whale", ordinal -> true, Integer.MAX_VALUE)).hasSize(SIZE / 2);
    }

    @Test
    void theBestByKeywordsPassTheFilterIfFewDo() {
        sayMany(null, ordinal -> ordinal % 2 == 0);
        IntPredicate rare = ordinal -> ordinal % 100 == 0;

        assertThat(candidates("whale", rare, 10))
                .containsExactly(
                        IntStream.rangeClosed(0, SIZE / 100).map(i -> 100 * i).toArray());
        assertThat(candidates("whale", ordinal -> ordinal % 4 == 0, 10))
                .hasSize(CandidateSearch.TOP_FITS)
                .contains(2);
    }

    /** All others are equally far, so that they follow in the order of the log. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNearestAreWithTheTurnsAroundThem(boolean inAThread) {
        for (int i = 0; i < SIZE; i++) {
            float[] vector = {i == 500 ? 1 : -0.6f, i == 500 ? 0 : 0.8f};
            say(Kind.FINDING, inAThread ? "monday" : null, "A boat", vector);
        }
        float[] question = {1, 0};
        VisibleScope scope = new SearchTarget(index, live).visible();
        Question parsed = Question.parse("something", question, List.of());
        TermStatistics none = new TermStatistics();
        Candidates candidates = new CandidateSearch(scope, parsed, none, ordinal -> true, 10)
                .candidates(new Background(parsed, new QuestionTerms(parsed, none)), false);

        assertThat(candidates.ordinals()).contains(0, 150, 500).doesNotContain(495, 505);
        assertThat(IntStream.of(candidates.ordinals()).anyMatch(ordinal -> ordinal == 496))
                .isEqualTo(inAThread);
        assertThat(IntStream.of(candidates.ordinals()).anyMatch(ordinal -> ordinal == 504))
                .isEqualTo(inAThread);
        assertThat(candidates.isExact(0)).isEqualTo(inAThread);
    }

    @Test
    void aStatementWithAnAliasIs() {
        sayMany(null, ordinal -> ordinal == 300);
        aliases.put(7, "ferry");
        aliases.put(8, "yacht");
        live.clear(8);

        assertThat(candidates("whale", ordinal -> true, 10)).containsExactly(7, 300);
    }

    @Test
    void allStatementsOfTheKindsThatAQuestionAsksForAre() {
        sayMany(null, ordinal -> ordinal == 300);
        say(Kind.CONSTRAINT, null, "At most 500");
        say(Kind.CONSTRAINT, null, "At least 50");
        say(Kind.CONSTRAINT, null, "Exactly 100");
        live.clear(SIZE + 1);

        assertThat(candidates("Which constraints?", ordinal -> true, 10)).containsExactly(SIZE, SIZE + 2);
        assertThat(candidates("Which constraints for a whale?", ordinal -> true, 10))
                .containsExactly(300);
    }
}
