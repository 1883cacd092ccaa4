package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.Proofs;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.recall.Match.Score;
import dev.commonground.recall.RecallRequest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("repeated")
class HybridSearchTest {

    private static final int LARGE = 3 * CandidateSearch.SMALL;

    /** The largest change of a score by the rounding of packed vectors. */
    private static final double EXACT = 1e-4;

    static LongStream seeds() {
        return Proofs.seeds(4, 12);
    }

    private record Rated(SearchOracle.Scored one, Ranking ranking, int at) {

        double sum() {
            return ranking.sum(at);
        }

        SearchMatch match(double ahead) {
            return new SearchMatch(one.scope(), one.id(), ranking.score(at, ahead));
        }
    }

    /** Ranks everything that the oracle scored, without a choice of candidates. */
    private static List<SearchMatch> ranked(
            RecallRequest request, float @Nullable [] query, List<RandomScope> scopes, List<IntPredicate> filters) {
        return ranked(request, query, scopes, filters, HeapNeighbours.NEAREST);
    }

    private static List<SearchMatch> ranked(
            RecallRequest request,
            float @Nullable [] query,
            List<RandomScope> scopes,
            List<IntPredicate> filters,
            int nearest) {
        Question question = Question.parse(request.query(), query, List.of());
        TermStatistics statistics = new TermStatistics();
        scopes.forEach(scope -> scope.visible().addTo(statistics, question.terms()));
        QuestionTerms terms = new QuestionTerms(question, statistics);
        Background background = new Background(question, terms);
        List<SearchOracle.Scored> all = new SearchOracle(scopes, request.query(), query).scored();
        List<List<SearchOracle.Scored>> scored = new ArrayList<>();
        List<Candidates> candidates = new ArrayList<>();
        Cosine cosine = query == null ? null : new Cosine(query);
        for (int s = 0; s < scopes.size(); s++) {
            int target = s;
            scored.add(all.stream()
                    .filter(one -> one.scope() == target)
                    .sorted(Comparator.comparingInt(SearchOracle.Scored::ordinal))
                    .toList());
            int[] ordinals = scored.get(s).stream()
                    .mapToInt(SearchOracle.Scored::ordinal)
                    .toArray();
            VisibleScope visible = scopes.get(s).visible();
            candidates.add(Candidates.exact(visible, cosine, ordinals));
            background.add(visible, Neighbours.of(visible, query, ordinal -> true, 1));
        }
        List<Rated> rated = new ArrayList<>();
        for (int s = 0; s < scopes.size(); s++) {
            RandomScope scope = scopes.get(s);
            List<SearchOracle.Scored> here = scored.get(s);
            Ranking ranking = new Ranking(
                    question, terms, background, new SearchPart(s, scope.visible(), false), candidates.get(s));
            chosen(here, scope, question, filters.get(s), nearest, ContextScorer.wordsForCosine(background))
                    .forEach(one -> rated.add(new Rated(one, ranking, here.indexOf(one))));
        }
        return matches(
                request,
                rated.stream()
                        .filter(rate ->
                                request.kinds().contains(rate.one.statement().kind())
                                        && filters.get(rate.one.scope()).test(rate.one.ordinal()))
                        .sorted(Comparator.comparingDouble((Rated rate) -> -rate.sum())
                                .thenComparing(rate -> rate.one.statement().kind())
                                .thenComparing(rate -> rate.one.statement().text())
                                .thenComparing(rate -> rate.one.id()))
                        .toList());
    }

    /** Judges the best by its lead, and each other one by its distance to the best. */
    private static List<SearchMatch> matches(RecallRequest request, List<Rated> sorted) {
        double lead =
                sorted.size() < 2 ? 0 : sorted.get(0).sum() - sorted.get(1).sum();
        return IntStream.range(0, sorted.size())
                .mapToObj(i -> sorted.get(i)
                        .match(
                                i == 0
                                        ? lead
                                        : sorted.get(i).sum() - sorted.get(0).sum()))
                .filter(match -> match.score().clears(request.floor()))
                .limit(request.limit())
                .toList();
    }

    /** Keeps the nearest, others that fit best, and the named kinds of a large scope, and all of a small one. */
    private static Stream<SearchOracle.Scored> chosen(
            List<SearchOracle.Scored> scored,
            RandomScope scope,
            Question question,
            IntPredicate filter,
            int most,
            double wordsForCosine) {
        if (scope.live.cardinality() <= CandidateSearch.SMALL) {
            return scored.stream();
        }
        List<SearchOracle.Scored> passing =
                scored.stream().filter(one -> filter.test(one.ordinal())).toList();
        List<SearchOracle.Scored> nearest = passing.stream()
                .filter(one -> question.vector() != null
                        && scope.passages.stream()
                                .anyMatch(passage -> passage.ordinal() == one.ordinal() && passage.vector() != null))
                .sorted(Comparator.comparingDouble((SearchOracle.Scored one) -> -one.similarity()))
                .limit(most)
                .toList();
        ToDoubleFunction<SearchOracle.Scored> fit = one -> one.keywords() + wordsForCosine * one.similarity();
        Stream<SearchOracle.Scored> topByFit = passing.stream()
                .filter(one -> one.keywords() > 0 && !nearest.contains(one))
                .sorted(Comparator.comparingDouble(fit)
                        .reversed()
                        .thenComparing(SearchOracle.Scored::ordinal, scope.index.statements()::compareIds))
                .limit(CandidateSearch.TOP_FITS);
        Stream<SearchOracle.Scored> named = passing.stream()
                .filter(one -> question.asksForKinds()
                        && question.kinds().contains(one.statement().kind()));
        return Stream.of(nearest.stream(), topByFit, named).flatMap(one -> one).distinct();
    }

    private static List<SearchMatch> search(
            RecallRequest request, float @Nullable [] query, List<RandomScope> scopes, List<IntPredicate> filters) {
        return HybridSearch.search(
                request,
                query,
                IntStream.range(0, scopes.size())
                        .mapToObj(s -> target(scopes.get(s).index, scopes.get(s).live, filters.get(s)))
                        .toList());
    }

    private static SearchTarget target(ScopeIndex index, BitSet live, IntPredicate filter) {
        return new SearchTarget(index, live, Map.of(), Map.of(), ZoneOffset.UTC, filter);
    }

    /** Accepts about one of {@code n} statements, always the same. */
    private static IntPredicate oneOf(int n) {
        return ordinal -> Math.floorMod(ordinal * 7919, n) == 0;
    }

    /** The search rounds the question, so two matches whose totals are as good as equal may change places. */
    private static void assertSame(List<SearchMatch> found, List<SearchMatch> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).score().total())
                    .as("the total of match %d", i)
                    .isCloseTo(expected.get(i).score().total(), within(EXACT));
        }
        List<Integer> equal = IntStream.range(0, found.size())
                .filter(i -> found.get(i).id().equals(expected.get(i).id()))
                .boxed()
                .toList();
        assertThat(equal).hasSizeGreaterThanOrEqualTo(found.size() - 2);
        for (int i : equal) {
            assertThat(found.get(i).target()).isEqualTo(expected.get(i).target());
            Score score = found.get(i).score();
            assertThat(score.similarity()).isCloseTo(expected.get(i).score().similarity(), within(EXACT));
            assertThat(score.keywords()).isCloseTo(expected.get(i).score().keywords(), within(EXACT));
        }
    }

    private static List<MemoryId> ids(List<SearchMatch> found) {
        return found.stream().map(SearchMatch::id).toList();
    }

    @Nested
    class SmallScopes {

        @ParameterizedTest(name = "seed {0}")
        @MethodSource("dev.commonground.internal.search.HybridSearchTest#seeds")
        void areRankedTogetherLikeTheOracle(long seed) {
            Random random = new Random(seed);
            List<RandomScope> scopes = Stream.of(40, 250, 5)
                    .map(size -> new RandomScope(random, size, 0.2 + random.nextDouble(), random.nextDouble() * 1.5))
                    .toList();
            for (int n : new int[] {1, 3, 50}) {
                List<IntPredicate> filters = List.of(oneOf(n), oneOf(n), ordinal -> true);
                for (boolean withModel : new boolean[] {true, false}) {
                    RecallRequest request = RecallRequest.builder(scopes.get(0).text() + (n == 3 ? " constraint" : ""))
                            .limit(1 + random.nextInt(20))
                            .kinds(n == 50 ? Set.of(Kind.FINDING, Kind.CONSTRAINT) : Set.of(Kind.values()))
                            .build();
                    float[] query = withModel ? scopes.get(1).vector() : null;

                    assertSame(search(request, query, scopes, filters), ranked(request, query, scopes, filters));
                }
            }
        }

        @Test
        void applyTheFilterFromTheBestDownUntilThereAreEnough() {
            RandomScope scope = new RandomScope(new Random(1), CandidateSearch.SMALL, 1, 1);
            AtomicInteger calls = new AtomicInteger();
            IntPredicate every2nd = ordinal -> calls.incrementAndGet() % 2 == 0;
            RecallRequest request = RecallRequest.builder("w1 w2").limit(10).build();

            assertThat(search(request, scope.vector(), List.of(scope), List.of(every2nd)))
                    .hasSize(10);
            assertThat(calls).hasValue(20);
        }

        @Test
        void breakTiesByKindThenTextThenId() {
            ScopeIndex index = new ScopeIndex();
            MemoryId a = new MemoryId("m-" + "a".repeat(26));
            MemoryId b = new MemoryId("m-" + "b".repeat(26));
            MemoryId c = new MemoryId("m-" + "c".repeat(26));
            MemoryId d = new MemoryId("m-" + "d".repeat(26));
            index.addPassage(0, d, new Statement(Kind.FINDING, null, null, "tea green"), "", null);
            index.addPassage(1, c, new Statement(Kind.FINDING, null, null, "green tea"), "", null);
            index.addPassage(2, b, new Statement(Kind.FINDING, null, null, "green tea"), "", null);
            index.addPassage(3, a, new Statement(Kind.DECISION, null, null, "tea black"), "", null);
            BitSet live = new BitSet();
            live.set(0, 4);

            assertThat(ids(HybridSearch.search(
                            RecallRequest.builder("tea").build(), null, List.of(new SearchTarget(index, live)))))
                    .containsExactly(a, b, c, d);
        }
    }

    @Nested
    class LargeScopes {

        @ParameterizedTest(name = "seed {0}")
        @MethodSource("dev.commonground.internal.search.HybridSearchTest#seeds")
        void returnTheExactBestByKeywordsThatPassTheFilter(long seed) {
            Random random = new Random(seed);
            List<RandomScope> scopes =
                    List.of(new RandomScope(random, LARGE, 0.8, 0), new RandomScope(random, 20, 1, 0));
            for (int n : new int[] {1, 100, 1_000, LARGE * 2}) {
                List<IntPredicate> filters =
                        List.of(n > LARGE ? ordinal -> false : oneOf(n), n > 1 ? ordinal -> false : oneOf(2));
                RecallRequest request =
                        RecallRequest.builder("w1 w3 " + scopes.get(0).text()).build();

                assertSame(search(request, null, scopes, filters), ranked(request, null, scopes, filters));
            }
        }

        @ParameterizedTest(name = "seed {0}")
        @MethodSource("dev.commonground.internal.search.HybridSearchTest#seeds")
        void returnTheExactBestUnderARareFilter(long seed) {
            RandomScope scope = new RandomScope(new Random(seed), LARGE, 0.9, 1);
            for (int n : new int[] {10, 100, 1_000}) {
                RecallRequest request = RecallRequest.builder(n == 10 ? scope.text() : "nothing")
                        .build();
                float[] query = scope.vector();

                assertSame(
                        search(request, query, List.of(scope), List.of(oneOf(n))),
                        ranked(request, query, List.of(scope), List.of(oneOf(n))));
            }
        }

        @Test
        void returnTheNearestByVector() {
            RandomScope scope = new RandomScope(new Random(5), LARGE, 0.9, 1);
            int found = 0;
            for (int q = 0; q < 20; q++) {
                float[] query = scope.vector();
                List<SearchMatch> nearest = search(
                        RecallRequest.builder("nothing").build(), query, List.of(scope), List.of(ordinal -> true));
                List<SearchMatch> exact = ranked(
                        RecallRequest.builder("nothing").build(), query, List.of(scope), List.of(ordinal -> true));
                Set<MemoryId> both = new HashSet<>(ids(nearest));
                both.retainAll(ids(exact));
                found += both.size();
            }

            assertThat(found).isGreaterThanOrEqualTo(198);
        }

        @Test
        void returnCandidatesByVectorAndByKeywordsWithEstimatesRarelyTooLow() {
            RandomScope scope = new RandomScope(new Random(6), LARGE, 1, 1);
            float[] query = scope.vector();
            Question question = Question.parse("w1 w2 w33", query, List.of());
            TermStatistics statistics = new TermStatistics();
            scope.visible().addTo(statistics, question.terms());
            List<SearchOracle.Scored> expected = new SearchOracle(List.of(scope), "w1 w2 w33", query).scored();

            Candidates candidates = new CandidateSearch(scope.visible(), question, statistics, ordinal -> true, 10)
                    .candidates(new Background(question, new QuestionTerms(question, statistics)), true);

            assertThat(candidates.size())
                    .isBetween(HeapNeighbours.NEAREST, HeapNeighbours.NEAREST + CandidateSearch.TOP_FITS);
            int tooLow = 0;
            for (int at = 0; at < candidates.size(); at++) {
                double similarity = expected.get(candidates.ordinal(at)).similarity();
                tooLow += candidates.similarity(at) < similarity - EXACT ? 1 : 0;
                candidates.makeExact(at);
                assertThat(candidates.similarity(at)).isCloseTo(similarity, within(EXACT));
            }
            assertThat(tooLow).isLessThan(candidates.size() / 50);
        }

        @Test
        void returnTheNamedKindsAtAnyDistance() {
            RandomScope scope = new RandomScope(new Random(7), LARGE, 1, 1);
            RecallRequest request = RecallRequest.builder("constraint").build();
            float[] query = scope.vector();

            assertSame(
                    search(request, query, List.of(scope), List.of(ordinal -> true)),
                    ranked(request, query, List.of(scope), List.of(ordinal -> true)));
        }

        @Test
        void applyTheFilterOnlyToStatementsThatWouldBeChosen() {
            RandomScope scope = new RandomScope(new Random(8), LARGE, 1, 1);
            AtomicInteger calls = new AtomicInteger();

            search(
                    RecallRequest.builder("w33").build(),
                    scope.vector(),
                    List.of(scope),
                    List.of(ordinal -> calls.incrementAndGet() > 0));

            assertThat(calls.get()).isLessThan(LARGE / 2);
        }
    }

    /** The results equal those of vectors on the heap. */
    @Nested
    class ScopesWithStoredVectors {

        private static List<SearchMatch> searchStored(
                RecallRequest request,
                float @Nullable [] query,
                RandomScope scope,
                ExactVectors vectors,
                IntPredicate filter) {
            return HybridSearch.search(request, query, List.of(target(scope.over(vectors), scope.live, filter)));
        }

        @ParameterizedTest(name = "seed {0}")
        @MethodSource("dev.commonground.internal.search.HybridSearchTest#seeds")
        void areRankedLikeScopesWithVectorsOnTheHeap(long seed) {
            Random random = new Random(seed);
            for (int size : new int[] {100, LARGE}) {
                RandomScope scope = new RandomScope(random, size, 0.9, 0.9);
                RecallRequest request = RecallRequest.builder(scope.text() + (seed % 2 == 0 ? " constraint" : ""))
                        .build();
                for (int n : new int[] {1, 10, 100, LARGE * 2}) {
                    IntPredicate filter = n > LARGE ? ordinal -> false : oneOf(n);
                    float[] query = scope.vector();

                    assertSame(
                            searchStored(request, query, scope, scope.vectors(), filter),
                            ranked(request, query, List.of(scope), List.of(filter)));
                }
            }
        }

        @Test
        void requestMoreNeighboursIfTheFilterRejectsTheNearest() {
            RandomScope scope = new RandomScope(new Random(11), 12_000, 1, 1);
            float[] query = scope.vector();
            ExactVectors vectors = scope.vectors();
            Set<MemoryId> nearest = new HashSet<>();
            vectors.nearest(query, 600)
                    .forEach(near -> nearest.add(near.passage().id()));
            RecallRequest request = RecallRequest.builder("nothing").build();
            IntPredicate far = ordinal -> !nearest.contains(scope.ids.get(ordinal));

            assertSame(
                    searchStored(request, query, scope, vectors, far),
                    ranked(request, query, List.of(scope), List.of(far), 3_200 - 600));
            assertThat(vectors.limits()).containsExactly(600, 400, 3_200);
        }

        @Test
        void compareAllAcceptedStatementsUnderARareFilter() {
            RandomScope scope = new RandomScope(new Random(12), 12_000, 1, 1);
            float[] query = scope.vector();
            ExactVectors vectors = scope.vectors();
            RecallRequest request = RecallRequest.builder("nothing").build();

            assertSame(
                    searchStored(request, query, scope, vectors, oneOf(1_000)),
                    ranked(request, query, List.of(scope), List.of(oneOf(1_000))));
            assertThat(vectors.limits()).containsExactly(400);
        }

        @Test
        void areSearchedByKeywordsAloneWithoutAModel() {
            RandomScope scope = new RandomScope(new Random(13), LARGE, 0.9, 1);
            RecallRequest request = RecallRequest.builder(scope.text()).build();
            ExactVectors vectors = scope.vectors();

            assertSame(
                    searchStored(request, null, scope, vectors, ordinal -> true),
                    ranked(request, null, List.of(scope), List.of(ordinal -> true)));
            assertThat(vectors.limits()).isEmpty();
        }

        @Test
        void keepNoVectorsOnTheHeapAndIgnoreUnknownStatements() {
            RandomScope scope = new RandomScope(new Random(14), 1_000, 1, 1);
            RandomScope others = new RandomScope(new Random(15), 1_000, 1, 1);

            assertThat(scope.over(scope.vectors()).weight())
                    .isLessThan(scope.index.weight() - 1_000L * RandomScope.DIMENSION * 10 / Byte.SIZE);
            assertThat(searchStored(
                            RecallRequest.builder("nothing").build(),
                            scope.vector(),
                            scope,
                            others.vectors(),
                            ordinal -> true))
                    .isEmpty();
        }

        @Test
        void returnAllMatchesForALimitBeyondTheirSize() {
            RandomScope scope = new RandomScope(new Random(17), 1_000, 1, 1);
            float[] query = scope.vector();

            assertThat(searchStored(limited(Integer.MAX_VALUE), query, scope, scope.vectors(), o -> true))
                    .isEqualTo(searchStored(limited(scope.index.size()), query, scope, scope.vectors(), o -> true))
                    .hasSizeGreaterThan(500);
        }

        @Test
        void rejectAQuestionOfAnotherModel() {
            RandomScope scope = new RandomScope(new Random(16), 3, 1, 1);

            assertThatThrownBy(() -> searchStored(
                            RecallRequest.builder("w1").build(), new float[] {1, 0}, scope, scope.vectors(), o -> true))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("A vector has length 2, but the vectors of its scope have length 96");
        }
    }

    /** An array of the requested size would not fit on any heap. */
    @Test
    void returnsAllMatchesForALimitBeyondTheSizeOfTheScope() {
        RandomScope scope = new RandomScope(new Random(17), 1_000, 1, 1);
        float[] query = scope.vector();

        assertThat(search(limited(Integer.MAX_VALUE), query, List.of(scope), List.of(o -> true)))
                .isEqualTo(search(limited(scope.index.size()), query, List.of(scope), List.of(o -> true)))
                .hasSizeGreaterThan(500);
    }

    private static RecallRequest limited(int limit) {
        return RecallRequest.builder("w1 w2").limit(limit).build();
    }

    @Test
    void rejectsAQuestionOfAnotherModel() {
        RandomScope scope = new RandomScope(new Random(9), 3, 1, 1);

        assertThatThrownBy(() -> search(
                        RecallRequest.builder("w1").build(), new float[] {1, 0}, List.of(scope), List.of(o -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "A vector has length 2, but the vectors of its scope have length 96, so two embedding models share one id: give each model an id of its own");
    }

    @Test
    void weighsAtLeastAsMuchAsItsVectors() {
        RandomScope scope = new RandomScope(new Random(10), 1_000, 1, 1);

        assertThat(new ScopeIndex().weight()).isZero();
        assertThat(scope.index.weight()).isBetween(1_000L * 4 * RandomScope.DIMENSION, 1_000_000L);
    }
}
