package dev.commonground.internal.search;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.recall.Match.Score;
import dev.commonground.recall.RecallRequest;
import dev.commonground.store.VectorBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The features of a score. There is no model, so the words alone are the fit. */
class RankingTest {

    private static final Author ANN = Author.person("Ann");
    private static final Author BOB = Author.person("Bob");
    private static final Author WRITER = Author.agent("writer");
    private static final Offset<Double> EXACT = within(1e-6);
    private static final Instant MAY = Instant.parse("2023-05-08T13:56:00Z");
    private static final Instant JUNE = Instant.parse("2023-06-09T20:00:00Z");
    final ScopeIndex index = new ScopeIndex();
    final BitSet live = new BitSet();
    final List<String> texts = new ArrayList<>();

    private void say(Author author, @Nullable String thread, String text) {
        say(author, thread, text, MAY, Metadata.NONE, null);
    }

    private void say(
            Author author,
            @Nullable String thread,
            String text,
            Instant at,
            Metadata metadata,
            float @Nullable [] vector) {
        say(
                new Statement(Kind.FINDING, null, null, text),
                new Assertion(author, at, null, thread, Origin.PERSON, 0.5, null, metadata, null, List.of()),
                vector);
    }

    private void say(Statement statement, Assertion assertion, float @Nullable [] vector) {
        int ordinal = texts.size();
        index.add(ordinal, id(ordinal), statement, assertion, vector == null ? null : VectorBytes.of(vector));
        live.set(ordinal);
        texts.add(statement.text());
    }

    private static Assertion by(Author author, double trust) {
        return new Assertion(author, MAY, null, null, Origin.TOOL, trust, null, Metadata.NONE, null, List.of());
    }

    private Score score(String query, float @Nullable [] vector, int ordinal) {
        return found(query, vector).stream()
                .filter(found -> found.id().equals(id(ordinal)))
                .findFirst()
                .orElseThrow()
                .score();
    }

    /** Returns the sum that a total was computed from. */
    private static double sum(Score score) {
        double signed = 2 * score.total() - 1;
        return 10 * signed / (1 - Math.abs(signed));
    }

    /** Returns the part of a sum that the floor does not look at. */
    private double beside(String query, int ordinal) {
        Score score = score(query, null, ordinal);
        return sum(score) - score.lift();
    }

    private static String words(String first, int count) {
        return first + IntStream.range(0, count).mapToObj(i -> " word" + i).collect(joining());
    }

    private static MemoryId id(int ordinal) {
        char tens = (char) ('a' + ordinal / 10);
        char ones = (char) ('a' + ordinal % 10);
        return new MemoryId("m-" + ("" + tens + ones).repeat(13));
    }

    private List<SearchMatch> found(String query) {
        return found(query, null);
    }

    private List<SearchMatch> found(String query, float @Nullable [] vector) {
        return HybridSearch.search(
                RecallRequest.builder(query).limit(100).build(), vector, List.of(new SearchTarget(index, live)));
    }

    private Score score(String query, String text) {
        return found(query).stream()
                .filter(found -> found.id().equals(id(texts.indexOf(text))))
                .findFirst()
                .orElseThrow()
                .score();
    }

    /** Adds twelve pairs of turns, of which one asks and the other answers in its own words. */
    private void talk() {
        List<String> topics = List.of(
                "whales",
                "sweden",
                "violin",
                "marathon",
                "bakery",
                "chess",
                "garden",
                "pottery",
                "opera",
                "sailing",
                "kittens",
                "volcano");
        for (String topic : topics) {
            say(ANN, "s1", "Tell me about the " + topic);
            say(BOB, "s1", "I love that " + topic + " so much");
            say(ANN, "s1", "Lovely");
        }
    }

    @Nested
    class ATurn {

        @Test
        void takesPartOfItsFitFromTheTurnsAroundIt() {
            talk();
            say(BOB, "s2", "Lovely too");

            assertThat(score("whales", "Lovely").nearby()).isPositive();
            assertThat(score("whales", "Lovely too").nearby()).isZero();
        }

        @Test
        void countsTheWordsOfTheTwoBeforeIt() {
            talk();
            say(ANN, "s2", "Where did you move from?");
            say(BOB, "s2", "Norway, four years ago");

            assertThat(found("who moved")).extracting(SearchMatch::id).startsWith(id(36), id(37));
        }

        @Test
        void ignoresStatementsThatAreNotLive() {
            talk();
            say(ANN, "s2", "We saw a walrus");
            say(BOB, "s2", "Great");
            live.clear(36);

            assertThat(score("walrus", "Great").nearby()).isZero();
        }

        @Test
        void standsByItselfWhereTurnsDoNotLeanOnEachOther() {
            for (int i = 0; i < 20; i++) {
                say(i % 2 == 0 ? ANN : BOB, "s1", "Note " + i + " names colour" + i + " and place" + i);
            }

            assertThat(score("colour4", "Note 5 names colour5 and place5").nearby())
                    .isZero();
            assertThat(score("colour5", "Note 5 names colour5 and place5").nearby())
                    .isZero();
        }

        @Test
        void ofManyWordsTakesLessFromItsNeighbours() {
            talk();
            say(ANN, "s1", "whales");
            say(BOB, "s1", "Short answer");
            say(ANN, "s2", "whales");
            say(
                    BOB,
                    "s2",
                    "Long answer "
                            + IntStream.range(0, 120).mapToObj(i -> "word" + i).collect(joining(" ")));

            assertThat(found("whales").stream()
                            .filter(match -> match.id().equals(id(39)))
                            .findFirst()
                            .orElseThrow()
                            .score()
                            .nearby())
                    .isLessThan(score("whales", "Short answer").nearby() / 4);
        }
    }

    @Test
    void aStatementOfAnAgentHasNoContext() {
        talk();
        say(WRITER, "s1", "Is it great?");

        assertThat(score("volcano", "Is it great?").nearby()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chapter 3", "What do we know of chapter 3?", "Please tell me everything about chapter 3"})
    void chatterRanksBelowSubstance(String question) {
        float[] same = {1, 0};
        String substance = "Chapter 3 must describe the rescue of the crew from the point of view of the captain.";
        say(WRITER, null, "Beginning chapter 3.", MAY, Metadata.NONE, same);
        say(WRITER, null, substance, MAY, Metadata.NONE, new float[] {0.8f, 0.6f});

        assertThat(found(question, same)).extracting(SearchMatch::id).containsExactly(id(1), id(0));
    }

    @Test
    void theBestIsSurerTheFartherTheNextIsBehind() {
        float[] question = {1, 0};
        say(WRITER, null, "The bridge opens at noon", MAY, Metadata.NONE, question);
        say(WRITER, null, "The bakery opens at seven", MAY, Metadata.NONE, new float[] {0, 1});
        Score alone = found("the bridge", question).get(0).score();
        say(WRITER, null, "The bridge opens at midnight", MAY, Metadata.NONE, question);
        List<SearchMatch> rivals = found("the bridge", question);

        assertThat(rivals.get(0).score().confidence()).isLessThan(alone.confidence());
        assertThat(rivals).extracting(match -> match.score().behind()).startsWith(0.0, 0.0);
        assertThat(rivals.get(2).score().behind()).isGreaterThan(1);
    }

    @Test
    void aNamedAuthorRaisesTheirStatements() {
        say(ANN, "s1", "I like tea");
        say(BOB, "s2", "I like tea too");

        assertThat(found("What tea does Bob like?")).extracting(SearchMatch::id).containsExactly(id(1), id(0));
        assertThat(score("What tea does Bob like?", "I like tea too").authorNamed())
                .isTrue();
        assertThat(score("What tea does Bob like?", "I like tea").authorNamed()).isFalse();
        assertThat(score("What tea does Bob like?", "I like tea too").lift())
                .isGreaterThan(score("What tea does Bob like?", "I like tea").lift());
    }

    @Test
    void aNamedDateRaisesTheStatementsOfThatDate() {
        say(ANN, "s1", "I went hiking", MAY, Metadata.NONE, null);
        say(ANN, "s2", "I went hiking again", JUNE, Metadata.NONE, null);

        Score may = score("hiking in May 2023", "I went hiking");
        Score june = score("hiking in May 2023", "I went hiking again");

        assertThat(may.dated()).isTrue();
        assertThat(june.dated()).isFalse();
        assertThat(found("hiking in May 2023")).extracting(SearchMatch::id).containsExactly(id(0), id(1));
        assertThat(found("hiking in June 2023")).extracting(SearchMatch::id).containsExactly(id(1), id(0));
    }

    @Test
    void aTypingErrorFindsTheIntendedWord() {
        say(WRITER, null, "TypeScript in strict mode");
        say(WRITER, null, "Lunch is at noon");

        assertThat(score("typsecript", "TypeScript in strict mode").keywords()).isEqualTo(1);
        assertThat(score("tipescript", "TypeScript in strict mode").keywords()).isZero();
    }

    @Test
    void anAliasInTheQuestionNamesItsMemory() {
        say(WRITER, null, "Deploys to EKS", MAY, Metadata.NONE.with(Metadata.ALIASES, "k8s, dead letter"), null);
        say(WRITER, null, "Deploys on Friday");

        assertThat(score("what's my k8s story?", "Deploys to EKS").named()).isTrue();
        assertThat(score("a dead end", "Deploys to EKS").named()).isFalse();
        assertThat(score("letters that are dead", "Deploys to EKS").named()).isTrue();
        assertThat(score("what's my k8s story?", "Deploys on Friday").named()).isFalse();
    }

    @Test
    void aVeryLongQuestionIsReducedToItsRarestWords() {
        say(WRITER, null, "We saw whales");
        StringBuilder words = new StringBuilder("whales");
        for (int i = 0; i < 200; i++) {
            words.append(" x").append(i);
        }

        assertThat(score(words.toString(), "We saw whales").keywords()).isBetween(0.0, 0.02);
    }

    @Test
    void statementsWithoutContextRankTheSameInEveryOrderOfTheLogSeed7() {
        List<String> facts = new ArrayList<>(List.of(
                "The deadline is Friday", "The client wants slides", "Slides are due on Friday", "Lunch is at noon"));
        Random random = new Random(7);
        List<List<String>> rankings = new ArrayList<>();
        for (int run = 0; run < 10; run++) {
            Collections.shuffle(facts, random);
            RankingTest shuffled = new RankingTest();
            facts.forEach(fact -> shuffled.say(WRITER, "run", fact));
            rankings.add(shuffled.found("slides on Friday").stream()
                    .map(found -> shuffled.texts.get(found.id().value().charAt(3) - 'a'))
                    .toList());
        }

        assertThat(rankings)
                .containsOnly(List.of(
                        "Slides are due on Friday",
                        "The client wants slides",
                        "The deadline is Friday",
                        "Lunch is at noon"));
    }

    @Nested
    class ASum {

        @Test
        void hasAWeightForANamedAuthorDateAndKind() {
            Statement rule = new Statement(Kind.CONSTRAINT, null, null, "Green tea only");
            say(WRITER, null, "Green tea only");
            say(Author.agent("critic"), null, "Green tea only");
            say(WRITER, null, "Green tea only", JUNE, Metadata.NONE, null);
            say(rule, by(WRITER, 0.5), null);

            assertThat(sum(score("the critic on tea", null, 1)) - sum(score("the critic on tea", null, 0)))
                    .isCloseTo(2, EXACT);
            assertThat(sum(score("tea in June 2023", null, 2)) - sum(score("tea in June 2023", null, 0)))
                    .isCloseTo(4, EXACT);
            assertThat(sum(score("the rule for tea", null, 3)) - sum(score("the rule for tea", null, 0)))
                    .isCloseTo(1, EXACT);
            assertThat(score("the rule for tea", null, 3).kindNamed()).isTrue();
            assertThat(score("the rule for tea", null, 0).kindNamed()).isFalse();
        }

        @Test
        void hasAWeightForANameThatCountsLessInALongQuestion() {
            Statement keyed = new Statement(Kind.FINDING, "tea", "only", "Green");
            say(keyed, by(WRITER, 0.5), null);
            say(WRITER, null, "Green tea only");
            String longer = "tea and eleven other words: one, two, three, four, five, six, seven, eight, nine";

            assertThat(sum(score("tea", null, 0)) - sum(score("tea", null, 1))).isCloseTo(3, EXACT);
            assertThat(sum(score(longer, null, 0)) - sum(score(longer, null, 1)))
                    .isCloseTo(3 * 8.0 / 12, EXACT);
        }

        @Test
        void growsWithTheTermsThatTheQuestionDoesNotHave() {
            say(WRITER, null, words("tea", 5));
            say(WRITER, null, words("tea", 10));
            say(WRITER, null, words("tea", 30));
            say(WRITER, null, words("tea", 31));

            assertThat(beside("tea", 1) - beside("tea", 0)).isCloseTo(3 * Math.log(11 / 6.0) / Math.log(31), EXACT);
            assertThat(beside("tea", 2) - beside("tea", 0)).isCloseTo(3 * Math.log(31 / 6.0) / Math.log(31), EXACT);
            assertThat(beside("tea", 3) - beside("tea", 2)).isCloseTo(0, EXACT);
        }

        @Test
        void raisesTheLiftOfANamedAuthorLessTheMoreTheySay() {
            say(WRITER, null, "Green tea only");
            for (int i = 0; i < 4; i++) {
                say(Author.agent("critic"), null, "Lorry " + i);
            }

            assertThat(beside("the critic on tea", 0) - beside("the editor on tea", 0))
                    .isCloseTo(2 * 4 / (5 + 8.0), EXACT);
        }

        @Test
        void isLessForATurnThatAsks() {
            say(ANN, "s1", "Tea is green?");
            say(ANN, "s2", "Tea is green");
            say(WRITER, "s1", "Tea is green?");
            say(WRITER, "s1", "Tea is green");

            assertThat(beside("tea", 0) - beside("tea", 1)).isCloseTo(-1, EXACT);
            assertThat(beside("tea", 2) - beside("tea", 3)).isCloseTo(0, EXACT);
        }

        @Test
        void isLessForANoteThatOnlyRepeatsTheQuestion() {
            say(WRITER, null, "chapter 3");
            say(WRITER, null, "chapter 3 begins");
            say(WRITER, null, "chapter 3 begins late");
            say(WRITER, null, "Green tea");
            say(new Statement(Kind.FINDING, "chapter", "3", "chapter"), by(WRITER, 0.5), null);
            double one = 3 * Math.log(2) / Math.log(31);
            double two = 3 * Math.log(3) / Math.log(31);

            assertThat(beside("chapter 3", 2) - beside("chapter 3", 0)).isCloseTo(two + 2, EXACT);
            assertThat(beside("chapter 3", 2) - beside("chapter 3", 1)).isCloseTo(two - one + 2, EXACT);
            assertThat(beside("a late chapter 3", 2) - beside("a late chapter 3", 0))
                    .isCloseTo(one + 1, EXACT);
            assertThat(beside("a late chapter 3", 2) - beside("a late chapter 3", 1))
                    .isCloseTo(0, EXACT);
            say(WRITER, null, "After that");
            assertThat(beside("chapter 3", 2) - beside("chapter 3", 5)).isCloseTo(two, EXACT);
            assertThat(beside("chapter 3", 3)).isGreaterThan(beside("chapter 3", 0) + 1.5);
            assertThat(beside("chapter 3", 4) - beside("chapter 3", 0)).isGreaterThan(1.5);
        }
    }

    @Nested
    class LowTrust {

        @Test
        void comesAfterColleaguesWithAFifthOfItsTotal() {
            say(new Statement(Kind.FINDING, null, null, "Green tea only"), by(WRITER, 0.2), null);
            double alone = score("tea", null, 0).total();
            say(WRITER, null, "Tea and many other things of the house");
            List<SearchMatch> found = found("tea");

            assertThat(found).extracting(SearchMatch::id).containsExactly(id(1), id(0));
            assertThat(alone).isLessThan(0.2);
            assertThat(found.get(1).score().total()).isLessThan(0.2);
        }

        @Test
        void hasTwoPlacesForEachAuthor() {
            for (String text : List.of("Green tea", "Green salmon", "Green lorry")) {
                say(new Statement(Kind.FINDING, null, null, text), by(WRITER, 0.2), null);
            }
            say(new Statement(Kind.FINDING, null, null, "Green harbour"), by(Author.agent("critic"), 0.2), null);

            assertThat(found("green")).extracting(SearchMatch::id).hasSize(3).contains(id(3));
        }

        @Test
        void answersARelevantQuestionOnlyIfNoColleagueDoes() {
            say(new Statement(Kind.FINDING, null, null, "Green tea only"), by(WRITER, 0.2), null);
            say(WRITER, null, "The lorry is late");
            RecallRequest request =
                    RecallRequest.builder("green tea").relevantOnly().build();
            List<SearchTarget> targets = List.of(new SearchTarget(index, live));
            assertThat(HybridSearch.search(request, null, targets))
                    .extracting(SearchMatch::id)
                    .containsExactly(id(0));

            say(WRITER, null, "Green tea is sold out");
            assertThat(HybridSearch.search(request, null, targets))
                    .extracting(SearchMatch::id)
                    .containsExactly(id(2));
        }

        @Test
        void changesNothingInTheScoresOfColleagues() {
            say(WRITER, null, "Green tea only");
            say(WRITER, null, "The lorry is late");
            Score before = score("green tea", null, 0);
            for (int i = 0; i < 5; i++) {
                say(new Statement(Kind.FINDING, null, null, "Green lorry " + i), by(WRITER, 0.1), null);
            }

            assertThat(score("green tea", null, 0)).isEqualTo(before);
        }
    }

    @Test
    void allStatementsOfAKindThatTheQuestionAsksForAreCertain() {
        for (String text : List.of("At most 500 words", "No nuts", "Constraint")) {
            say(new Statement(Kind.CONSTRAINT, null, null, text), by(WRITER, 0.5), null);
        }
        say(WRITER, null, "A constraint is a finding");

        for (int i = 0; i < 3; i++) {
            Score score = score("Which constraints?", null, i);
            assertThat(score.confidence()).isEqualTo(1);
            assertThat(score.behind()).isZero();
            assertThat(score.lift()).isEqualTo(100);
        }
        assertThat(score("Which constraints?", null, 3).lift()).isLessThan(100);
    }

    @Test
    void withoutAModelTheShareOfTheWordsIsTheConfidence() {
        say(WRITER, null, "Green tea only");
        say(WRITER, null, "The lorry is late");

        assertThat(score("green tea", null, 0).confidence()).isEqualTo(1);
        assertThat(score("green tea", null, 1).confidence()).isZero();
        assertThat(score("green tea", null, 0).lift()).isPositive();
        assertThat(score("green tea", null, 1).behind())
                .isCloseTo(0.4 * (sum(score("green tea", null, 0)) - sum(score("green tea", null, 1))), EXACT);
        assertThat(score("anything of May 2023", null, 1).lift()).isPositive();
        assertThat(score("anything of June 2023", null, 1).lift()).isEqualTo(-1);
        assertThat(score("green tea", null, 1).lift()).isLessThanOrEqualTo(-1);
        assertThat(score("green lorry", null, 0).confidence()).isCloseTo(1.25 * 0.25, EXACT);
        double dated = score("green lorry of May 2023", null, 0).keywords() + 0.09 * 4;
        assertThat(score("green lorry of May 2023", null, 0).confidence()).isCloseTo(1.25 * dated * dated, EXACT);
    }

    @Test
    void withAModelTheLiftAndTheLeadAreTheConfidence() {
        for (int i = 0; i < 30; i++) {
            say(WRITER, null, "Lorry " + i, MAY, Metadata.NONE, new float[] {0.28f, 0.96f});
        }
        say(WRITER, null, "Blue salmon", MAY, Metadata.NONE, new float[] {0.6f, 0.8f});
        say(WRITER, null, "Green tea", MAY, Metadata.NONE, new float[] {0.8f, 0.6f});
        float[] question = {1, 0};
        Score best = score("soup", question, 31);
        Score next = score("soup", question, 30);
        double lead = sum(best) - sum(next);

        assertThat(lead).isGreaterThan(1);
        assertThat(best.confidence())
                .isCloseTo(Confidence.of(0.02 * (32 + 8) * Math.exp(-best.lift() / 1.5), lead), EXACT);
        assertThat(next.confidence())
                .isCloseTo(Confidence.of(0.02 * (32 + 8) * Math.exp(-next.lift() / 1.5), -lead), EXACT);
        assertThat(next.behind()).isCloseTo(lead, EXACT);
    }

    @Test
    void withAModelAllWordsOfAnExactQuestionAreSureEnough() {
        float[] far = {0, 1};
        for (int i = 0; i < 30; i++) {
            say(WRITER, null, "Lorry " + i, MAY, Metadata.NONE, new float[] {0.3f, (float) Math.sqrt(0.91)});
        }
        say(WRITER, null, "Green tea in the red house", MAY, Metadata.NONE, far);
        say(WRITER, null, "Blue salmon", MAY, Metadata.NONE.with(Metadata.ALIASES, "fish"), far);
        float[] question = {1, 0};

        assertThat(score("green tea house", question, 30).confidence()).isGreaterThanOrEqualTo(0.25);
        assertThat(score("which fish", question, 31).confidence()).isGreaterThanOrEqualTo(0.25);
        assertThat(score("which fish swims near stones", question, 31).confidence())
                .isGreaterThanOrEqualTo(0.25);
        assertThat(score("which fish swims near stones deep", question, 31).confidence())
                .isLessThan(0.25);
        assertThat(score("green lorry tea", question, 30).confidence()).isLessThan(0.25);
        assertThat(score("salmon soup", question, 31).confidence()).isLessThan(0.25);
    }

    @Nested
    class Floors {

        private final SearchTally tally = new SearchTally();

        private List<MemoryId> found(RecallRequest request, float @Nullable [] vector) {
            return HybridSearch.search(request, vector, List.of(new SearchTarget(index, live)), tally).stream()
                    .map(SearchMatch::id)
                    .toList();
        }

        @Test
        void keepOutWhatHasNothingInCommonWithTheQuestion() {
            say(WRITER, null, "Green tea only");
            say(WRITER, null, "The lorry is late");
            say(WRITER, null, "Green houses");

            assertThat(found(RecallRequest.builder("green tea").build(), null)).containsExactly(id(0), id(2), id(1));
            assertThat(tally.belowFloor()).isZero();
            assertThat(tally.candidates()).isEqualTo(3);

            assertThat(found(RecallRequest.builder("green tea").relevantOnly().build(), null))
                    .doesNotContain(id(1))
                    .contains(id(0));
            assertThat(tally.belowFloor()).isPositive();
            assertThat(tally.candidates()).isEqualTo(6);
        }

        @Test
        void countAsManyMatchesAsTheCallerWants() {
            for (int i = 0; i < 6; i++) {
                say(WRITER, null, "Green tea " + i);
                say(new Statement(Kind.FINDING, null, null, "Green " + i), by(Author.agent("bot" + i), 0.1), null);
            }

            assertThat(found(RecallRequest.builder("green tea").limit(1).build(), null))
                    .containsExactly(id(0));
            assertThat(found(RecallRequest.builder("green tea").limit(4).build(), null))
                    .hasSize(4);
            assertThat(found(RecallRequest.builder("green tea").limit(9).build(), null))
                    .hasSize(9);
        }

        @Test
        void admitEveryStatementOfAKindThatTheQuestionAsksFor() {
            float[] question = {1, 0};
            for (int i = 0; i < 60; i++) {
                double cosine = i % 2 == 0 ? 0.1 : 0.12;
                float[] far = {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)};
                say(new Statement(Kind.CONSTRAINT, null, null, "At most " + i), by(WRITER, 0.5), far);
            }
            say(new Statement(Kind.CONSTRAINT, null, null, "Green tea only"), by(WRITER, 0.5), question);

            assertThat(found(
                            RecallRequest.builder("Which constraints?")
                                    .relevantOnly()
                                    .limit(100)
                                    .build(),
                            question))
                    .hasSize(61)
                    .startsWith(id(60));
        }

        @Test
        void admitNothingThatIsFarBehindTheBest() {
            float[] question = {1, 0};
            for (int i = 0; i < 60; i++) {
                double cosine = i % 2 == 0 ? 0.1 : 0.12;
                say(WRITER, null, "Lorry", MAY, Metadata.NONE, new float[] {
                    (float) cosine, (float) Math.sqrt(1 - cosine * cosine)
                });
            }
            say(WRITER, null, "Green tea only", MAY, Metadata.NONE, question);

            assertThat(found(RecallRequest.builder("something").relevantOnly().build(), question))
                    .containsExactly(id(60));
            assertThat(tally.belowFloor()).isZero();
        }
    }
}
