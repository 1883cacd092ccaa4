package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The weight of each feature of a score. There is no model, so the keywords alone are the fit. */
class RankingTest {

    private static final Author ANN = Author.person("Ann");
    private static final Author BOB = Author.person("Bob");
    private static final Author WRITER = Author.agent("writer");
    private static final Instant MAY = Instant.parse("2023-05-08T13:56:00Z");
    private static final Instant JUNE = Instant.parse("2023-06-09T20:00:00Z");
    private static final Offset<Double> EXACT = within(1e-9);

    /** The sum of all weights: fit, nearby, author, date, length, answer, kind. */
    private static final double ALL = 1 + 1 + 0.4 + 0.6 + 0.3 + 0.1 + 1;

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
        int ordinal = texts.size();
        index.add(
                ordinal,
                id(ordinal),
                new Statement(Kind.FINDING, null, null, text),
                new Assertion(author, at, null, thread, Origin.PERSON, 0.5, null, metadata, null, List.of()),
                vector);
        live.set(ordinal);
        texts.add(text);
    }

    private static MemoryId id(int ordinal) {
        return new MemoryId("m-" + String.valueOf((char) ('a' + ordinal)).repeat(26));
    }

    private List<SearchMatch> found(String query) {
        return HybridSearch.search(
                RecallRequest.builder(query).limit(100).build(), null, List.of(new SearchTarget(index, live)));
    }

    private Score score(String query, String text) {
        return found(query).stream()
                .filter(found -> found.id().equals(id(texts.indexOf(text))))
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static double length(int terms) {
        return 0.3 * Math.log1p(terms) / Math.log1p(30);
    }

    @Nested
    class ATurn {

        @Test
        void dependsOnTheTwoBeforeIt() {
            say(ANN, "s1", "Where did you move from?");
            say(BOB, "s1", "Sweden, four years ago");
            say(ANN, "s1", "Lovely");
            say(BOB, "s1", "Indeed");

            assertThat(score("who moved", "Where did you move from?").total())
                    .isCloseTo((1 + 1 + length(2)) / ALL, EXACT);
            assertThat(score("who moved", "Sweden, four years ago").total())
                    .isCloseTo((0.8 + 1 + length(5) + 0.1) / ALL, EXACT);
            assertThat(score("who moved", "Lovely").total()).isCloseTo((0.5 + 1 + length(2) + 0.1) / ALL, EXACT);
            assertThat(score("who moved", "Indeed").total()).isCloseTo((1 + length(2) + 0.1) / ALL, EXACT);
        }

        @Test
        void isScoredByTheBestOfTheFourAroundIt() {
            say(ANN, "s1", "We saw whales");
            for (String word : List.of("one", "two", "three", "four", "five")) {
                say(BOB, "s1", word);
            }

            assertThat(score("whales", "four").nearby()).isEqualTo(1);
            assertThat(score("whales", "five").nearby()).isEqualTo(0.8);
        }

        @Test
        void ignoresOtherThreads() {
            say(ANN, "s1", "We saw whales");
            say(BOB, "s2", "Great");

            assertThat(score("whales", "Great").nearby()).isZero();
        }

        @Test
        void ignoresStatementsThatAreNotLive() {
            say(ANN, "s1", "We saw whales");
            say(BOB, "s1", "Great");
            say(ANN, "s2", "Whales are large");
            live.clear(0);

            assertThat(score("whales", "Great").nearby()).isZero();
        }
    }

    @Test
    void aStatementOfAnAgentHasNoContext() {
        say(WRITER, "s1", "We saw whales");
        say(WRITER, "s1", "Is it great?");

        assertThat(score("whales", "We saw whales").total()).isCloseTo((1 + 1 + 0.3 + 0.1) / ALL, EXACT);
        assertThat(score("whales", "Is it great?").total()).isCloseTo((0.3 + 0.1) / ALL, EXACT);
    }

    @Test
    void aNamedAuthorRaisesTheirStatements() {
        say(ANN, "s1", "I like tea");
        say(BOB, "s2", "I like tea too");

        assertThat(found("What tea does Bob like?")).extracting(SearchMatch::id).containsExactly(id(1), id(0));
        assertThat(score("What tea does Bob like?", "I like tea too").authorNamed())
                .isTrue();
        assertThat(score("What tea does Bob like?", "I like tea").authorNamed()).isFalse();
        assertThat(score("What tea does Bob like?", "I like tea too").total())
                .isCloseTo((1 + 1 + 0.4 + length(3) + 0.1) / ALL, EXACT);
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
                    .map(found -> shuffled.texts.get(found.id().value().charAt(2) - 'a'))
                    .toList());
        }

        assertThat(rankings)
                .containsOnly(List.of(
                        "Slides are due on Friday",
                        "The client wants slides",
                        "The deadline is Friday",
                        "Lunch is at noon"));
    }
}
