package dev.commonground.samples.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.commonground.memory.Kind;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteReaderTest {

    static final Note FIRST =
            Note.constraint("first_section", "executive summary", "Client needs executive summary first");
    static final Note FORMAT = Note.constraint("format", "slide decks", "Client uses slide decks");
    static final Note ROI = Note.constraint("include: roi figures", "required", "Client needs ROI figures");

    @Nested
    class Pages {

        @Test
        void takesTheSeedSentenceApart() {
            assertThat(NoteReader.read("Client needs executive summary first, uses slide decks, needs ROI figures"))
                    .containsExactly(FIRST, FORMAT, ROI);
        }

        @Test
        void findsTheRequirementsInTheChatterOfACall() {
            assertThat(Requests.notes("acme"))
                    .containsExactly(
                            Note.of(Kind.FINDING, "They run 3 warehouses and ship across the whole country"),
                            Note.of(Kind.FINDING, "They lose 12 hours a week to typing invoices by hand"),
                            FIRST,
                            FORMAT,
                            ROI,
                            Note.constraint(
                                    "max_words",
                                    "500",
                                    "There is a 500-word limit for anything that goes to the board"),
                            Note.constraint("tone", "formal", "They expect a formal tone"),
                            Note.constraint(
                                    "include: discounts",
                                    "forbidden",
                                    "Please no discounts anywhere in the document, Marcus will talk about these himself"),
                            Note.of(Kind.FINDING, "The pilot in Leeds brought an ROI of 140 percent in its first year"),
                            Note.of(Kind.FINDING, "Payback within 9 months is what the board calls a good investment"),
                            Note.constraint(
                                    "budget", "40,000 euros", "Their budget is 40,000 euros for the first phase"),
                            Note.of(Kind.DECISION, "We agreed that the pilot in Leeds is the reference for everything"),
                            Note.constraint("deadline", "4 December", "They must have the proposal by 4 December"),
                            Note.of(Kind.QUESTION, "Still open: who signs on their side"));
        }

        @Test
        void findsTheRequirementsOfAnotherClient() {
            assertThat(Requests.notes("bakery"))
                    .containsExactly(
                            Note.of(Kind.FINDING, "They bake for 28 shops"),
                            Note.of(Kind.FINDING, "Their drivers spend 50 minutes looking for the right door"),
                            Note.constraint("max_words", "300", "Keep it under 300 words, we read it standing up"),
                            Note.constraint("tone", "friendly", "She wants a friendly tone, as if a friend wrote"),
                            Note.constraint("first_section", "delivery map", "The delivery map comes first"),
                            Note.constraint(
                                    "include: allergen tables", "required", "The offer must include allergen tables"),
                            Note.constraint(
                                    "include: price per stop", "required", "The offer must include a price per stop"),
                            Note.constraint(
                                    "format",
                                    "bullet lists",
                                    "Nobody reads essays there: they review everything as bullet lists"),
                            Note.constraint(
                                    "include: competitors", "forbidden", "Never mention competitors, there is history"),
                            Note.constraint("budget", "9,500 euros", "They can spend up to 9,500 euros"),
                            Note.constraint("deadline", "21 March", "It is due on 21 March, before the new shop opens"),
                            Note.of(Kind.DECISION, "We settled on one test route in the north"),
                            Note.of(Kind.QUESTION, "They don't know yet whether the old tills stay"));
        }

        @Test
        void saysTheSameThingOnce() {
            assertThat(NoteReader.read(
                            "They need ROI figures.\n\nAgain: the client wants the ROI figure. They need ROI figures."))
                    .containsExactly(Note.constraint("include: roi figures", "required", "They need ROI figures"));
        }

        @Test
        void keepsBothOfTwoValuesAtOdds() {
            assertThat(NoteReader.read("At most 500 words. No more than 800 words."))
                    .extracting(Note::value)
                    .containsExactly("500", "800");
        }

        @Test
        void findsNoRequirementInPureChatter() {
            String chatter = """
                    Ines: hello again, long time!
                    The ferry was late and my bag got lost. My neighbour needs a new fence.
                    I want to include more exercise in my life. We need to leave at noon.
                    His piano has 88 keys. The kettle needs descaling. The dial tone was strange.
                    They had a 2,000-word limit last year. If they want a film, we pass.
                    Do they need a data sheet? No idea. No problem.
                    """;

            assertThat(NoteReader.read(chatter)).isEmpty();
        }
    }

    @Nested
    class Sentences {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        Keep it under 300 words.                          | max_words                  | 300
                        Length: 250 words                                 | max_words                  | 250
                        no more than 1,200 words please                   | max_words                  | 1200
                        The client accepts 90 words.                      | max_words                  | 90
                        Keep it formal.                                   | tone                       | formal
                        Tone: friendly                                    | tone                       | friendly
                        They want a reverent tone.                        | tone                       | reverent
                        The tone must be warm.                            | tone                       | warm
                        Sober language please.                            | tone                       | sober
                        Start with the harvest plan.                      | first_section              | harvest plan
                        They open with a price list.                      | first_section              | price list
                        Harvest plan first.                               | first_section              | harvest plan
                        The readers want the map at the top.              | first_section              | map
                        They present everything in memos.                 | format                     | memos
                        The client works with reports.                    | format                     | reports
                        Format: comic strip                               | format                     | comic strip
                        Please send it as a letter.                       | format                     | letter
                        Don't forget the warranty terms.                  | include: warranty terms    | required
                        The offer must show a crop rotation.              | include: crop rotation     | required
                        Dear all, they insist on quotes from users.       | include: quotes from users | required
                        Must haves: barn plans                            | include: barn plans        | required
                        Never mention Globex.                             | include: globex            | forbidden
                        Leave the prices out.                             | include: prices            | forbidden
                        Steer clear of jargon.                            | include: jargon            | forbidden
                        They want no acronyms.                            | include: acronyms          | forbidden
                        Layoffs are taboo.                                | include: layoffs           | forbidden
                        Do not use footnotes.                             | include: footnotes         | forbidden
                        Send it by Friday.                                | deadline                   | Friday
                        It is due on 14 March.                            | deadline                   | 14 March
                        They need it before the end of June.              | deadline                   | the end of June
                        The client has a budget of €12,000.               | budget                     | €12,000
                        They can spend 3 million dollars.                 | budget                     | 3 million dollars
                        """)
        void saysWhatTheTextMustBe(String sentence, String key, String value) {
            assertThat(NoteReader.read(sentence))
                    .extracting(Note::kind, Note::key, Note::value)
                    .containsExactly(tuple(Kind.CONSTRAINT, key, value));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        DECISION   | Both sides decided to begin in the east
                        DECISION   | We agreed on a phased start
                        PREFERENCE | The client prefers short sentences
                        QUESTION   | It is unclear who pays
                        QUESTION   | Nobody knows yet when the crane comes
                        FINDING    | They pay 4,000 dollars a year for storage
                        FINDING    | The client uses a ledger from the eighties
                        FINDING    | Sales fell by 7 points
                        """)
        void saysHowThingsStand(Kind kind, String sentence) {
            assertThat(NoteReader.read(sentence + ".")).containsExactly(Note.of(kind, sentence));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "My daughter needs new shoes.",
                    "I never drink coffee after noon.",
                    "the 500 km drive",
                    "My novel has 80,000 words.",
                    "The parrot wants a bigger cage.",
                    "They don't need a price list.",
                    "Another client wants a video first.",
                    "They want it.",
                    "The old report was in a casual tone.",
                    "The train leaves by Friday.",
                    "They read everything in the morning.",
                    "She wants to know.",
                    "Is there a 500-word limit?"
                })
        void skipsStatementsThatAreNoRequirement(String sentence) {
            assertThat(NoteReader.read(sentence)).isEmpty();
        }

        @Test
        void mayCarrySeveralRequirements() {
            assertThat(
                            NoteReader.read(
                                    "Keep it formal and under 400 words, start with the harvest plan, and never mention Globex or layoffs."))
                    .extracting(Note::key, Note::value)
                    .containsExactly(
                            tuple("max_words", "400"),
                            tuple("tone", "formal"),
                            tuple("first_section", "harvest plan"),
                            tuple("include: globex", "forbidden"),
                            tuple("include: layoffs", "forbidden"));
        }

        @Test
        void readsAListOfRequirements() {
            assertThat(NoteReader.read(
                            "They need a soil report, some barn plans and the crop rotation for each field."))
                    .extracting(Note::text)
                    .containsExactly(
                            "They need a soil report",
                            "They need some barn plans",
                            "They need the crop rotation for each field");
        }

        @Test
        void mayQuoteTheClient() {
            assertThat(NoteReader.read("Met Ruth Blom. Ruth: \"We want barn plans\""))
                    .isEqualTo(List.of(Note.constraint("include: barn plans", "required", "We want barn plans")));
            assertThat(NoteReader.read("Call with Ruth. Ruth stressed that we need barn plans."))
                    .isEqualTo(List.of(Note.constraint("include: barn plans", "required", "We need barn plans")));
        }
    }
}
