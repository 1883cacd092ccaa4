package dev.commonground.samples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftWriterTest {

    static final List<Note> SEED =
            NoteReader.read(OfflineModelTest.SEED + ". There is a 500-word limit. They expect a formal tone.");

    static String with(List<Note> notes) {
        return Requests.task(Requests.DRAFT).memory(notes).text();
    }

    static String with(String... sentences) {
        return with(NoteReader.read(String.join("\n\n", sentences)));
    }

    @Nested
    class WithoutMemory {

        final String draft = Requests.task(Requests.DRAFT).text();

        @Test
        void isLongAndCasualAndBeginsWithAnIntroduction() {
            assertThat(Signs.words(draft)).isGreaterThan(500);
            assertThat(Signs.casual(draft)).contains("!", "We're", "Hey");
            assertThat(Signs.headings(draft)).startsWith("Introduction").endsWith("Summary");
            assertThat(Signs.paragraphs(draft)).anyMatch(paragraph -> Signs.words(paragraph) > 40);
            assertThat(draft).startsWith("# Proposal for Acme\n").doesNotContain("ROI");
        }

        @Test
        void claimsNothing() {
            assertThat(draft).doesNotContainPattern("\\d").doesNotContainPattern("(?i)guarantee|percent|client");
        }

        @Test
        void isTheSameWithAnEmptyMemory() {
            assertThat(with(List.of())).isEqualTo(draft);
        }
    }

    @Nested
    class WithMemory {

        @Test
        void keepsEveryConstraintOfTheSeed() {
            String draft = with(SEED);

            assertThat(Signs.words(draft)).isBetween(300L, 500L);
            assertThat(Signs.headings(draft)).startsWith("Executive summary").contains("ROI figures");
            assertThat(Signs.casual(draft)).isEmpty();
            assertThat(Signs.paragraphs(draft)).isEmpty();
            assertThat(draft).contains("## ROI figures\n\n- [ROI figures: not in memory]\n");
        }

        @Test
        void statesTheFactsOfTheNotes() {
            String draft = with(Requests.notes("acme"));

            assertThat(draft)
                    .contains(
                            "## ROI figures\n\n- As reported, the pilot in Leeds brought an ROI of 140 percent in its first year.\n")
                    .contains("- As reported, they lose 12 hours a week to typing invoices by hand.")
                    .contains("- The budget is 40,000 euros.\n- The deadline is 4 December.")
                    .contains("- The following has been settled: we agreed that the pilot in Leeds is the reference")
                    .contains("- Still to be answered: who signs on their side.")
                    .doesNotContain("not in memory")
                    .doesNotContain("discount");
            assertThat(Signs.words(draft)).isLessThanOrEqualTo(500);
        }

        @Test
        void holdsNoFigureThatNoNoteHolds() {
            assertThat(TextTerms.figures(with(Requests.notes("acme"))))
                    .containsOnly("3", "12", "140", "9", "40000", "4");
            assertThat(TextTerms.figures(with(SEED))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {120, 200, 300, 400, 500})
        void followsTheLimitItIsGiven(int limit) {
            assertThat(Signs.words(with("At most %d words.".formatted(limit))))
                    .isBetween(limit * 7L / 10, (long) limit);
        }

        @Test
        void comesAsNearAsItCanToALimitThatIsTooSmall() {
            String draft = with("At most 10 words. They need barn plans. They need soil maps.");

            assertThat(draft)
                    .isEqualTo(
                            "# Proposal for Acme\n\n## Barn plans\n\n[barn plans: not in memory]\n\n## Soil maps\n\n[soil maps: not in memory]");
        }

        @Test
        void speaksToTheReaderInAFriendlyTone() {
            String draft = with(Requests.notes("bakery"));

            assertThat(Signs.words(draft)).isLessThanOrEqualTo(300);
            assertThat(Signs.headings(draft)).startsWith("Delivery map").contains("Allergen tables", "Price per stop");
            assertThat(draft)
                    .contains("- We heard that your drivers spend 50 minutes looking for the right door.")
                    .contains("- Your budget is 9,500 euros.")
                    .contains("[allergen tables: not in memory]")
                    .doesNotContainIgnoringCase("competitor");
        }

        @Test
        void worksForAClientWithWordsItNeverSaw() {
            String draft = with(
                    "They need a soil report and barn plans.",
                    "Harvest calendar first.",
                    "They own 14 barns, and their soil takes 3 weeks to dry.",
                    "Never mention tractors.",
                    "A sober tone. 350 words at most.");

            assertThat(Signs.headings(draft)).startsWith("Harvest calendar").contains("Soil report", "Barn plans");
            assertThat(draft).contains("[Harvest calendar: not in memory]").contains("their soil takes 3 weeks to dry");
            assertThat(Signs.casual(draft)).isEmpty();
            assertThat(Signs.words(draft)).isLessThanOrEqualTo(350);
        }

        @Test
        void writesParagraphsForAFormOfParagraphs() {
            assertThat(Signs.paragraphs(with("Format: report", "A formal tone.")))
                    .hasSize(7);
            assertThat(Signs.paragraphs(with("Format: comic strip", "A formal tone.")))
                    .isEmpty();
        }

        @Test
        void changesOnlyWithTheChangedNote() {
            String formal = with("At most 500 words.", "A formal tone.");
            String friendly = with("At most 500 words.", "A friendly tone.");

            assertThat(Signs.casual(formal)).isEmpty();
            assertThat(Signs.casual(friendly)).isNotEmpty();
            assertThat(Signs.headings(friendly))
                    .containsSequence("Introduction", "Starting point", "How we would work");
            assertThat(Signs.headings(formal)).containsSequence("Introduction", "Starting point", "How we would work");
        }

        @Test
        void obeysBindingNotesThatWereOnlyPutInWords() {
            String draft = with(List.of(
                    Note.of(Kind.CONSTRAINT, "Keep it under 200 words"),
                    Note.of(Kind.CONSTRAINT, "Sign with both names"),
                    Note.of(Kind.PREFERENCE, "They prefer short sentences"),
                    Note.of(Kind.ARTIFACT, "The outline is ready")));

            assertThat(Signs.words(draft)).isLessThanOrEqualTo(200);
            assertThat(draft).contains("We keep in mind what you told us: Sign with both names.");
        }

        @Test
        void takesTheSmallerLimitAndOmitsForbiddenTopics() {
            String draft = with(List.of(
                    Note.constraint("max_words", "400", "400 words"),
                    Note.constraint("max_words", "about 250", "250 words"),
                    Note.constraint("max_words", "few", "few words"),
                    Note.constraint("include: barn plans", "required", "barn plans"),
                    Note.constraint("include: barn plans", "forbidden", "no barn plans")));

            assertThat(Signs.words(draft)).isLessThanOrEqualTo(250);
            assertThat(draft).doesNotContainIgnoringCase("barn plans");
        }

        @ParameterizedTest(name = "seed {0}")
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void doesNotDependOnTheOrderOfTheNotes(long seed) {
            List<Note> shuffled = new ArrayList<>(Requests.notes("acme"));
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(with(shuffled)).isEqualTo(with(Requests.notes("acme")));
        }

        @Test
        void doesNotDependOnUnrelatedNotes() {
            List<Note> more = new ArrayList<>(SEED);
            IntStream.range(0, 40).forEach(i -> more.add(Note.of(Kind.ARTIFACT, "Sketch %d is filed".formatted(i))));

            assertThat(with(more)).isEqualTo(with(SEED));
        }
    }

    @Test
    void recallsBeforeItWritesWithAnEmptyBriefing() {
        Requests draft = Requests.task(Requests.DRAFT).memory().tools(Requests.RECALL);

        AiMessage recalling = draft.answer();
        String text = draft.called(recalling, "Notes of the team.\nm-1 CONSTRAINT max_words = 150: \"150 words\" (ada)")
                .text();

        assertThat(recalling.toolExecutionRequests()).hasSize(1);
        assertThat(recalling.toolExecutionRequests().get(0).arguments())
                .isEqualTo("{\"queries\":\"Write the proposal for acme.\"}");
        assertThat(Signs.words(text)).isLessThanOrEqualTo(150);
    }

    @Test
    void recallsRequiredTopicsThatTheBriefingLacks() {
        Requests draft = Requests.task(Requests.DRAFT).memory(SEED).tools(Requests.RECALL);

        AiMessage recalling = draft.answer();
        String text = draft.called(recalling, "Notes of the team.\nm-1 FINDING: \"The ROI was 88 percent\" (ada)")
                .text();

        assertThat(recalling.toolExecutionRequests())
                .hasSize(1)
                .extracting(ToolExecutionRequest::arguments)
                .allMatch(arguments -> arguments.endsWith("\\nROI figures\"}"));
        assertThat(text).contains("## ROI figures\n\n- As reported, the ROI was 88 percent.");
    }

    @Test
    void doesNotRecallFactsOfTheBriefing() {
        assertThat(Requests.task(Requests.DRAFT)
                        .memory(Requests.notes("acme"))
                        .tools(Requests.RECALL)
                        .answer()
                        .hasToolExecutionRequests())
                .isFalse();
    }

    @Test
    void takesAContextForASource() {
        assertThat(Requests.task(Requests.DRAFT)
                        .context("research", "- At most 200 words\n- They need barn plans")
                        .text())
                .contains("## Barn plans")
                .satisfies(text -> assertThat(Signs.words(text)).isLessThanOrEqualTo(200));
    }

    @Test
    void namesATextByItsTask() {
        assertThat(Requests.task("Prepare a letter to the owners of globex. Be brief.")
                        .text())
                .startsWith("# Letter to the Owners of Globex\n");
        assertThat(Requests.task("Write").text()).startsWith("# Draft\n");
    }
}
