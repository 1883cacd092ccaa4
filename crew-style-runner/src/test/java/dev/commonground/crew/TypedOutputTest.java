package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.service.output.ServiceOutputParser;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that must match a type. */
class TypedOutputTest {

    enum Tone {
        FORMAL,
        CASUAL
    }

    record Offer(String client, int words) {}

    record Note(
            @Nullable String text,
            @JsonProperty("ref_no") String reference,
            @JsonAlias("count") int number) {}

    record Proposal(
            String id,
            List<Offer> offers,
            Map<String, Offer> byName,
            List<Offer> more,
            Set<Tone> tones,
            @Nullable Note note,
            LocalDate day,
            BigDecimal sum,
            UUID key) {}

    record Chain(String name, @Nullable Chain next) {}

    record Picky(int words) {
        Picky {
            if (words < 100) {
                throw new IllegalArgumentException("too few words");
            }
        }
    }

    interface Shape {}

    abstract static class Figure {}

    static final class Closed {
        private final String name;

        Closed(String first, String last) {
            this.name = first + last;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record HasShape(List<Shape> shapes) {}

    record HasOptional(Optional<String> note) {}

    record HasTime(Map<String, Duration> times) {}

    record HasClosed(Closed closed) {}

    final ScriptedChatModel model = new ScriptedChatModel();

    Task.Builder draft(Class<?> type) {
        return task("draft", agent("writer", model).build()).outputAs(type);
    }

    CrewResult run(Class<?> type, String... answers) {
        List.of(answers).forEach(model::says);
        Crew crew = Crew.builder("proposal")
                .tasks(draft(type).build())
                .withoutMemory()
                .build();
        return crew.kickoff(Run.id("q3"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            null                                | is null
            {}                                  | client is missing
            {"client":"Acme"}                   | words is missing
            {"client":null,"words":12}          | client is missing
            {"client":"Acme","words":null}      | words is missing
            Sure: ```json {"words":12} ```      | client is missing
            {"client":"Acme","words":1.5}       | words is not a whole number
            {"client":"Acme","words":12,"x":1}  | Unrecognized field
            """)
    void thatMissAPartAreRefused(String answer, String reason) {
        CrewResult result = run(Offer.class, answer, "{\"client\":\"Acme\",\"words\":12}");

        assertThat(result.output("draft").attempts()).isEqualTo(2);
        assertThat(result.output("draft").as(Offer.class)).isEqualTo(new Offer("Acme", 12));
        assertThat(model.user(1)).contains("- the answer is not a JSON object of type Offer: ", reason);
    }

    static final String WHOLE =
            "{\"id\":\"1\",\"offers\":[%s],\"byName\":{\"a\":%s},\"more\":[%s],\"tones\":[\"FORMAL\"],\"note\":%s,"
                    + "\"day\":\"2026-11-29\",\"sum\":1.5,\"key\":\"6f1f4d3c-7d4e-4d8e-9d3e-0123456789ab\"}";
    static final String OFFER = "{\"client\":\"Acme\",\"words\":12}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            null                 | %s                  | %s   | null                         | offers[0] is null
            {"client":"A"}       | %s                  | %s   | null                         | offers[0].words is missing
            %s                   | {"words":1}         | %s   | null                         | byName.a.client is missing
            %s                   | null                | %s   | null                         | byName.a is null
            %s                   | %s                  | {}   | null                         | more[0].client is missing
            %s                   | %s                  | %s   | {"text":"a","number":1}      | note.ref_no is missing
            %s                   | %s                  | %s   | {"text":"a","ref_no":"1"}    | note.number is missing
            """)
    void thatMissANestedPartAreRefused(String offer, String named, String more, String note, String reason) {
        String answer = WHOLE.formatted(offer, named, more, note).replace("%s", OFFER);

        run(Proposal.class, answer, WHOLE.formatted(OFFER, OFFER, OFFER, "{\"ref_no\":\"1\",\"count\":2}"));

        assertThat(model.user(1)).contains("- the answer is not a JSON object of type Proposal: " + reason);
    }

    @Test
    void mayMissWhatIsNullable() {
        String answer = WHOLE.formatted(OFFER, OFFER, OFFER, "{\"ref_no\":\"1\",\"count\":2}");

        Proposal proposal = run(Proposal.class, answer).output("draft").as(Proposal.class);

        assertThat(proposal.note()).isEqualTo(new Note(null, "1", 2));
        assertThat(proposal.offers()).containsExactly(new Offer("Acme", 12));
        assertThat(run(Chain.class, "{\"name\":\"a\",\"next\":{\"name\":\"b\"}}")
                        .output("draft")
                        .as(Chain.class))
                .isEqualTo(new Chain("a", new Chain("b", null)));
    }

    @Test
    void mayBeOneValue() {
        assertThat(run(int.class, "12").output("draft").as(int.class)).isEqualTo(12);
        assertThat(run(Tone.class, "FORMAL").output("draft").as(Tone.class)).isEqualTo(Tone.FORMAL);
        assertThat(run(LocalDate.class, "2026-11-29").output("draft").as(LocalDate.class))
                .isEqualTo(LocalDate.of(2026, 11, 29));
        assertThat(run(String.class, "null").output("draft").as(String.class)).isEqualTo("null");
    }

    @Test
    void areCheckedWhenTheyAreReadToo() {
        TaskOutput output = new TaskOutput("draft", "writer", "{\"client\":\"Acme\"}", 1);

        assertThatThrownBy(() -> output.as(Offer.class))
                .isInstanceOf(LangChain4jException.class)
                .hasMessage("The output of a task is not of type Offer: words is missing");
        assertThatThrownBy(() -> new TaskOutput("draft", "writer", "null", 1).as(Offer.class))
                .isInstanceOf(LangChain4jException.class)
                .hasMessage("The output of a task is not of type Offer: it is null");
        assertThat(new TaskOutput("draft", "writer", "12", 1).as(int.class)).isEqualTo(12);
    }

    @Test
    void obeyTheRulesOfTheirConstructor() {
        CrewResult result = run(Picky.class, "{\"words\":12}", "{\"words\":120}");

        assertThat(result.output("draft").as(Picky.class)).isEqualTo(new Picky(120));
        assertThat(model.user(1)).contains("too few words");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Shape.class,
                Figure.class,
                Closed.class,
                HasShape.class,
                HasOptional.class,
                HasTime.class,
                HasClosed.class,
                List.class,
                Set.class,
                Object.class,
                void.class,
                char.class,
                Offer[].class,
                Optional.class,
                Instant.class,
                UUID.class,
                Thread.class,
                Number.class
            })
    void haveATypeThatCanBeRead(Class<?> type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draft(type).build())
                .withMessageMatching(
                        "outputAs of task draft is .*, but a value of type .* cannot be read from JSON: use a record of texts, numbers, booleans, enums, dates, lists, maps and other records");
    }

    /** The parser alone takes null for a value, and fills in what is missing. */
    @Test
    void areMoreThanTheParserAsksFor() {
        ServiceOutputParser alone = new ServiceOutputParser();

        assertThat(alone.parseText(Offer.class, "null")).isNull();
        assertThat(alone.parseText(Offer.class, "{}")).hasToString("Offer[client=null, words=0]");
        assertThat(alone.parseText(Offer.class, "{\"client\":\"Acme\",\"words\":1.5}"))
                .isEqualTo(new Offer("Acme", 1));
    }
}
