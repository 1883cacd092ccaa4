package dev.commonground.rules;

import static dev.commonground.rules.EnglishRulesTest.conversation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.learning.Learning.Extracted;
import dev.commonground.memory.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sentences that deny, remove or limit something. The rules learn what a careful colleague would note, or nothing. */
class NeverTheOppositeTest {

    private static final int SENTENCES = 400;
    private static final List<String> OBJECTS = List.of("appendix", "summary", "prices", "sources");

    private static final List<String> ADDING = List.of("include", "mention", "show", "list");
    private static final List<String> REMOVING = List.of("skip", "omit", "leave out", "exclude", "drop", "remove");

    private static final List<String> ORDERS =
            List.of("The report must", "The report should", "The report has to", "Make sure to", "Please");
    private static final List<String> BANS = List.of(
            "Do not", "Don't", "Never", "The report must not", "You should not", "The report mustn't", "You may not");
    private static final List<String> FREEDOMS = List.of(
            "You need not",
            "You don't have to",
            "You may",
            "You can",
            "Feel free to",
            "There is no need to",
            "It is not necessary to",
            "The client did not ask us to",
            "I never said that you must",
            "I don't think that the report should");

    private static final List<String> AT_MOST = List.of(
            "at most %s",
            "no more than %s",
            "not more than %s",
            "a maximum of %s",
            "%s at most",
            "%s or fewer",
            "under %s",
            "not over %s",
            "never above %s");
    private static final List<String> AT_LEAST = List.of(
            "at least %s",
            "no fewer than %s",
            "no less than %s",
            "not less than %s",
            "never fewer than %s",
            "a minimum of %s",
            "%s at least",
            "%s or more",
            "not under %s",
            "not below %s");
    private static final List<String> BOUNDED =
            List.of("The report should have %s.", "Please write %s.", "It must be %s.");
    private static final List<String> AMOUNTS = List.of("300 words", "2 pages");

    private static final Map<String, List<String>> DENIALS = Map.of(
            "tone",
            List.of(
                    "The tone should not be formal.",
                    "Do not use a formal tone.",
                    "Nobody wants a formal tone.",
                    "The tone must never be formal.",
                    "Avoid a formal tone.",
                    "Drop the formal tone.",
                    "Stop the formal tone.",
                    "Cut the formal tone.",
                    "We lack a formal tone.",
                    "A formal tone is out of the question.",
                    "The client never said that the tone should be formal.",
                    "The formal tone has to go.",
                    "Don't keep it formal.",
                    "We should not, under any circumstances, have a formal tone.",
                    "Keep it anything but formal."),
            "format",
            List.of(
                    "Don't send it as a PDF.",
                    "The client never reads it as a PDF.",
                    "The format must not be PDF.",
                    "The client does not use spreadsheets.",
                    "Please stop sending it as a letter.",
                    "Ban the PDF format."),
            "first_section",
            List.of(
                    "Don't start with the summary.",
                    "The report must not open with the timeline.",
                    "The summary must not come first.",
                    "Never begin with the prices.",
                    "Do anything but start with the timeline.",
                    "Put the summary anywhere but first."),
            "deadline",
            List.of(
                    "The report is not due on Friday.",
                    "It is no longer due Friday.",
                    "The deadline is not Friday.",
                    "The report must not be sent before Friday.",
                    "The report need not be ready by Friday.",
                    "Nothing is due by Friday."),
            "budget",
            List.of(
                    "Our budget is not 40k.",
                    "The budget is at least 40k.",
                    "You must spend at least 40k.",
                    "Don't spend less than 40k.",
                    "The budget must not fall below 40k.",
                    "The budget may exceed 40k.",
                    "The price must not be under 40k."),
            "max_words",
            List.of(
                    "Do not limit the report to 300 words.",
                    "Don't cap it at 300 words.",
                    "No 300-word limit, please.",
                    "Don't keep it under 300 words.",
                    "There is no maximum of 300 words.",
                    "Anything under 300 words will be rejected.",
                    "Less than 300 words is not enough.",
                    "Texts below 300 words are returned.",
                    "It may be under 300 words.",
                    "Nobody said under 300 words.",
                    "The limit is not 300 words.",
                    "The limit of 300 words no longer applies.",
                    "It doesn't have to be under 300 words.",
                    "The text may be longer than 300 words.",
                    "At most 300 words is too short."),
            "min_words",
            List.of(
                    "It need not have at least 300 words.", "There is no minimum of 300 words.",
                    "Nobody wants at least 300 words.", "At least 300 words is too much."));

    /** A sentence, a key that it concerns, and the value that a colleague may note; null if none. */
    private record Row(
            String sentence, String key, @Nullable String right) {

        @Override
        public String toString() {
            return sentence;
        }
    }

    static Stream<Row> sentences() {
        return Stream.of(
                        contents(ORDERS, ADDING, "required"),
                        contents(ORDERS, REMOVING, "forbidden"),
                        contents(BANS, ADDING, "forbidden"),
                        contents(BANS, REMOVING, "required"),
                        contents(FREEDOMS, ADDING, null),
                        contents(FREEDOMS, REMOVING, null),
                        bounds(AT_MOST, "max_", "min_"),
                        bounds(AT_LEAST, "min_", "max_"),
                        denials())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> contents(List<String> starts, List<String> verbs, @Nullable String right) {
        return starts.stream()
                .flatMap(start -> verbs.stream()
                        .flatMap(verb -> OBJECTS.stream()
                                .map(object -> new Row(
                                        "%s %s the %s.".formatted(start, verb, object), "include: " + object, right))));
    }

    private static Stream<Row> bounds(List<String> forms, String bound, String opposite) {
        return forms.stream()
                .flatMap(form -> BOUNDED.stream()
                        .flatMap(sentence -> AMOUNTS.stream()
                                .flatMap(amount ->
                                        rows(sentence.formatted(form.formatted(amount)), amount, bound, opposite))));
    }

    private static Stream<Row> rows(String sentence, String amount, String bound, String opposite) {
        String[] parts = amount.split(" ", 2);
        return Stream.of(new Row(sentence, bound + parts[1], parts[0]), new Row(sentence, opposite + parts[1], null));
    }

    private static Stream<Row> denials() {
        return DENIALS.entrySet().stream()
                .flatMap(
                        denied -> denied.getValue().stream().map(sentence -> new Row(sentence, denied.getKey(), null)));
    }

    private static List<String> values(Row row) {
        return EnglishRulesTest.RULES.extract(conversation("dana: " + row.sentence())).stream()
                .map(Extracted::statement)
                .filter(statement -> row.key().equals(statement.key()))
                .map(Statement::value)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void learnTheirMeaningOrNothing(Row row) {
        assertThat(values(row)).isSubsetOf(Stream.ofNullable(row.right()).toList());
    }

    @Test
    void areMany() {
        assertThat(sentences().map(Row::sentence).distinct()).hasSizeGreaterThanOrEqualTo(SENTENCES);
    }

    @Test
    void areMostlyLearnedIfTheySaySomething() {
        List<Row> telling = sentences().filter(row -> row.right() != null).toList();

        List<Row> learned = telling.stream()
                .filter(row -> values(row).stream().anyMatch(value -> Objects.equals(value, row.right())))
                .toList();

        assertThat((double) learned.size() / telling.size()).isGreaterThan(0.8);
    }
}
