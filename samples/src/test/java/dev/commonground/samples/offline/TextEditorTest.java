package dev.commonground.samples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextEditorTest {

    static String corrected(String draft, Note... notes) {
        return Requests.task(Requests.EDIT)
                .memory(List.of(notes))
                .context("draft", draft)
                .text();
    }

    @Nested
    class Facts {

        static final Note BARNS = Note.of(Kind.FINDING, "They own 14 barns");

        @Test
        void dropsUnsupportedClaims() {
            String draft = """
                    # Offer

                    ## Start

                    They own 14 barns. They own 20 barns. We guarantee dry soil. The 14 cows are happy.
                    We begin on Monday. Work goes in small steps.
                    """;

            assertThat(corrected(draft, BARNS))
                    .isEqualTo("# Offer\n\n## Start\n\nThey own 14 barns. Work goes in small steps.");
        }

        @Test
        void keepsAFigureOfTheTaskItself() {
            String text = Requests.task("Correct the draft of the 2026 offer.")
                    .memory(List.of(BARNS))
                    .context("draft", "The offer for 2026 is here. It is the 3rd.")
                    .text();

            assertThat(text).isEqualTo("The offer for 2026 is here.");
        }

        @Test
        void fillsAGapThatTheTeamCanFillByNow() {
            Note wanted = Note.constraint("include: barn plans", "required", "They need barn plans");
            Note known = Note.of(Kind.FINDING, "The barn roof is 9 metres high");

            assertThat(corrected("## Barn plans\n\n[barn plans: not in memory]", wanted, known))
                    .isEqualTo("## Barn plans\n\nWe heard that the barn roof is 9 metres high.");
        }

        @Test
        void recallsUnsupportedClaimsBeforeItDropsThem() {
            Requests edit = Requests.task(Requests.EDIT)
                    .memory(List.of(BARNS))
                    .context("draft", "## Soil\n\nThe soil takes 3 weeks. They own 14 barns. They own 20 silos.")
                    .tools(Requests.RECALL);

            AiMessage recalling = edit.answer();
            String text = edit.called(recalling, "m-2 FINDING: \"Their soil takes 3 weeks to dry\" (ada)")
                    .text();

            assertThat(recalling.toolExecutionRequests())
                    .extracting(ToolExecutionRequest::arguments)
                    .containsExactly("{\"queries\":\"The soil takes 3 weeks.\\nThey own 20 silos.\"}");
            assertThat(text).isEqualTo("## Soil\n\nThe soil takes 3 weeks. They own 14 barns.");
        }

        @Test
        void asksFiveQuestionsACall() {
            String draft =
                    "They own 1 silo. They own 2 silos. They own 3 silos. They own 4 silos. They own 5 silos. They own 6 silos.";
            ToolSpecification listed = ToolSpecification.builder()
                    .name("recall")
                    .parameters(JsonObjectSchema.builder()
                            .addProperty(
                                    "queries",
                                    JsonArraySchema.builder()
                                            .items(new JsonStringSchema())
                                            .build())
                            .build())
                    .build();

            assertThat(Requests.task(Requests.EDIT)
                            .memory(List.of(BARNS))
                            .context("draft", draft)
                            .tools(listed)
                            .answer()
                            .toolExecutionRequests())
                    .extracting(ToolExecutionRequest::arguments)
                    .containsExactly(
                            "{\"queries\":[\"They own 1 silo.\",\"They own 2 silos.\",\"They own 3 silos.\",\"They own 4 silos.\",\"They own 5 silos.\"]}",
                            "{\"queries\":[\"They own 6 silos.\"]}");
        }

        @Test
        void asksTheTeamAboutEveryGapOnce() {
            Requests edit = Requests.task(Requests.EDIT)
                    .memory(List.of(BARNS, Note.of(Kind.QUESTION, "Not in memory: soil map. Who knows it?")))
                    .context("draft", "## Plans\n\n[barn plans: not in memory] [soil map: not in memory]")
                    .tools(Requests.REMEMBER);

            AiMessage asking = edit.answer();
            String text = edit.called(asking, "stored m-1").text();

            assertThat(asking.toolExecutionRequests())
                    .extracting(ToolExecutionRequest::arguments)
                    .containsExactly("{\"text\":\"Not in memory: barn plans. Who knows it?\",\"kind\":\"question\"}");
            assertThat(text).contains("[barn plans: not in memory]");
        }
    }

    @Nested
    class Constraints {

        @Test
        void makesACasualDraftMeetThemAll() {
            String casual = Requests.task(Requests.DRAFT).text();

            String text = corrected(casual, Requests.notes("acme").toArray(Note[]::new));

            assertThat(Signs.words(text)).isBetween(300L, 500L);
            assertThat(Signs.headings(text)).startsWith("Executive summary").contains("ROI figures");
            assertThat(Signs.casual(text)).isEmpty();
            assertThat(Signs.paragraphs(text)).isEmpty();
            assertThat(text).contains("an ROI of 140 percent");
        }

        @ParameterizedTest
        @ValueSource(strings = {"acme", "bakery"})
        void leavesAGoodDraftAsItIs(String client) {
            String draft = DraftWriterTest.with(Requests.notes(client));

            assertThat(corrected(draft, Requests.notes(client).toArray(Note[]::new)))
                    .isEqualTo(draft);
        }

        @Test
        void removesForbiddenTopics() {
            Note noTractors = Note.constraint("include: tractors", "forbidden", "Never mention tractors");

            assertThat(corrected(
                            "# On tractors\n\n## Tractors\n\nBig ones.\n\n## Soil\n\nSoil is dry. A tractor waits.",
                            noTractors))
                    .isEqualTo("## Soil\n\nSoil is dry.");
        }

        @Test
        void bringsTheFirstSectionToTheFront() {
            Note first = Note.constraint("first_section", "harvest plan", "Harvest plan first");

            assertThat(corrected("## Soil\n\nDry.\n\n## The harvest plan\n\nReady.", first))
                    .isEqualTo("## The harvest plan\n\nReady.\n\n## Soil\n\nDry.");
        }

        @Test
        void doesNotMistakeAnotherSummaryForTheFirstSection() {
            Note first = Note.constraint("first_section", "short summary", "Short summary first");

            assertThat(Signs.headings(corrected("## Soil summary\n\nDry.\n\n## Summary\n\nGood.", first)))
                    .containsExactly("Short summary", "Soil summary");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        Hey, it's done!                     | It is done.
                        We can't, won't and shouldn't.      | We cannot, will not and should not.
                        Let's say they’ve cool stuff.       | Let us say they have good material.
                        Thanks, I'm sure you'd like it.     | Thank you, I am sure you would like it.
                        """)
        void putsCasualWordsFormally(String casual, String formal) {
            assertThat(corrected("## A\n\n" + casual, Note.constraint("tone", "formal", "formal tone")))
                    .isEqualTo("## A\n\n" + formal);
        }

        @Test
        void putsStiffWordsFriendly() {
            Note friendly = Note.constraint("tone", "friendly", "friendly tone");

            assertThat(corrected("## A\n\nThe work shall hereby begin.", friendly))
                    .isEqualTo("## A\n\nThe work will begin. You can always ask us.");
            assertThat(corrected("## A\n\nYour work begins.", friendly)).isEqualTo("## A\n\nYour work begins.");
        }

        @Test
        void laysOutBlocksOfShortBullets() {
            String words = "word ".repeat(40).strip();

            assertThat(corrected(
                            "Before. All.\n\n## A\n\n" + words, Note.constraint("format", "comic strip", "comics")))
                    .isEqualTo("## Overview\n\n- Before.\n- All.\n\n## A\n\n- %s\n- %s"
                            .formatted(
                                    "word ".repeat(35).strip(),
                                    "word ".repeat(5).strip()));
        }

        @Test
        void dropsTheLeastSupportedSentencesFirst() {
            Note limit = Note.constraint("max_words", "20", "20 words");
            Note soil = Note.of(Kind.FINDING, "Their soil takes weeks to dry");

            assertThat(corrected(
                            "## A\n\nGeneral words fill this line up nicely. Their soil takes weeks to dry. More such words stand here and there. Even more follow later.",
                            limit,
                            soil))
                    .isEqualTo("## A\n\nTheir soil takes weeks to dry. More such words stand here and there.");
        }
    }

    @Nested
    class Refused {

        @Test
        void correctsItsLastAnswerByTheReasons() {
            String text = Requests.task(Requests.EDIT)
                    .memory(List.of(Note.constraint("tone", "formal", "formal tone")))
                    .context("draft", "## Old\n\nThis is not the text.")
                    .refused(
                            "## A\n\nHowdy to you. All is said.",
                            "tone = formal: not formal: remove howdy",
                            "include: barn plans = required: \"barn plans\" does not occur")
                    .text();

            assertThat(text).isEqualTo("## A\n\nAll is said.\n\n## Barn plans\n\n[barn plans: not in memory]");
        }

        @Test
        void writesShorterThanItMustAfterALongAnswer() {
            List<Note> limit = List.of(Note.constraint("max_words", "300", "300 words"));
            String draft = DraftWriterTest.with(limit);

            String text = Requests.task(Requests.DRAFT)
                    .memory(limit)
                    .refused(draft, "max_words = 300: 301 words, at most 300 allowed")
                    .text();

            assertThat(Signs.words(text)).isBetween(200L, 255L);
        }

        @Test
        void heedsTheReasonsEvenWithoutMemory() {
            String text = Requests.task(Requests.DRAFT)
                    .refused(
                            Requests.task(Requests.DRAFT).text(),
                            "the text has 690 words, at most 200 words are allowed")
                    .text();

            assertThat(Signs.words(text)).isLessThanOrEqualTo(170);
        }
    }

    @Test
    void onlyTidiesUpWithoutNotes() {
        assertThat(Requests.task(Requests.EDIT)
                        .context("draft", "Hey  you!  \n\n\n\n| a | 99 |")
                        .text())
                .isEqualTo("Hey you!\n\n| a | 99 |");
    }
}
