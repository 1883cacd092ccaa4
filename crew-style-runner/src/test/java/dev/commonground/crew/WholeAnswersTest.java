package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.Lines;
import dev.commonground.SharedMemory;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a model wrote in an accepted answer is in the output or in the memory. */
@Tag("repeated")
class WholeAnswersTest {

    /** How many answers are composed for each seed. With {@code -Pproofs} there are more. */
    static final int ANSWERS = Boolean.getBoolean("proofs") ? 100 : 16;

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel model = new ScriptedChatModel();

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Crew crew(int maxRetries) {
        Task research = task("research", agent("researcher", model).build())
                .learnFromOutput()
                .maxRetries(maxRetries)
                .build();
        return Crew.builder("proposal").tasks(research).memory(memory).build();
    }

    /** Returns the output, and then the memories apart from that of the finished task. */
    List<String> kept(String run, CrewResult result) {
        Stream<String> remembered = memory.task(run).agent("auditor").list().stream()
                .filter(one -> !one.text().startsWith("research done by"))
                .map(Lines::of);
        return Stream.concat(Stream.of(result.text()), remembered).toList();
    }

    static String block(String content) {
        return "```findings\n" + content + "\n```";
    }

    @Nested
    class Blocks {

        @Test
        void mayStandBetweenTexts() {
            model.says("One.\n\n%s\nTwo.\n%s\nThree."
                    .formatted(block("[{\"text\":\"A fact\"}]"), block("[{\"text\":\"Another fact\"}]")));

            assertThat(kept("q3", crew(0).kickoff(Run.id("q3"))))
                    .containsExactly(
                            "One.\n\nTwo.\nThree.",
                            "FINDING: A fact (researcher)",
                            "FINDING: Another fact (researcher)");
        }

        @Test
        void mayHoldFencesInTheirTexts() {
            model.says("One.\n" + block("[{\"text\":\"Code begins with ```java and ends with ```\"}]"));

            assertThat(kept("q3", crew(0).kickoff(Run.id("q3"))))
                    .containsExactly("One.", "FINDING: Code begins with ```java and ends with ``` (researcher)");
        }

        @Test
        void mayHoldPlainTexts() {
            model.says("One.\n" + block("[\"A fact\", \"Another fact\"]"));

            assertThat(kept("q3", crew(0).kickoff(Run.id("q3"))))
                    .containsExactly("One.", "FINDING: A fact (researcher)", "FINDING: Another fact (researcher)");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                [{"text":"A"}] and more       | is not a JSON array and nothing else
                {"text":"A"}                  | is not a JSON array and nothing else
                [{"text":"A"}                 | is not a JSON array and nothing else
                [{"text":"A","text":"B"}]     | is not a JSON array and nothing else
                [1]                           | finding 1 is neither an object nor a text
                [{"text":"A"}, ["B"]]         | finding 2 is neither an object nor a text
                [{"text":["A","B"]}]          | finding 1 has a field that is not a text
                [{"text":"A","because":"B"}]  | finding 1 has a field that is none of kind, key, value, text and evidence
                [{"text":"A","kind":"order"}] | finding 1 has an unknown kind
                [{"evidence":"A"}]            | finding 1: The text of a memory is blank
                [{"text":"A","key":"tone"}]   | finding 1: The value of a memory is blank
                """)
        void thatWouldNotBeRememberedWholeAreRefused(String content, String reason) {
            model.says("One.\n" + block(content)).says("Two.");

            CrewResult result = crew(1).kickoff(Run.id("q3"));

            assertThat(result.text()).isEqualTo("Two.");
            assertThat(model.user(1)).contains("# Your last answer was refused\n- ", reason);
        }

        @Test
        void withATooLongFindingAreRefused() {
            model.says("One.\n" + block("[{\"text\":\"%s\"}]".formatted("word ".repeat(2_000))))
                    .says("Two.");

            assertThat(crew(1).kickoff(Run.id("q3")).text()).isEqualTo("Two.");
            assertThat(model.user(1)).contains("finding 1: The text of a memory has 9,999 characters");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "One.\n```findings\n[{\"text\":\"A\"}]",
                    "One.\n````findings\n[{\"text\":\"A\"}]\n````",
                    "One. ```findings [{\"text\":\"A\"}]```"
                })
        void withoutTheirLinesAreRefused(String answer) {
            model.says(answer).says("Two.");

            assertThat(crew(1).kickoff(Run.id("q3")).text()).isEqualTo("Two.");
            assertThat(model.user(1)).contains("the findings block does not begin and end with a line of its own");
        }

        @Test
        void aloneAreNoAnswer() {
            model.says(block("[{\"text\":\"A fact\"}]")).says("Two.");

            assertThat(crew(1).kickoff(Run.id("q3")).text()).isEqualTo("Two.");
            assertThat(model.user(1)).contains("the answer has nothing but findings");
        }

        @Test
        void stayInTheOutputOfACrewWithoutAMemory() {
            String answer = "One.\n" + block("[{\"text\":\"A fact\"}]");
            model.says(answer);
            Task research = task("research", agent("researcher", model).build()).build();
            Crew crew = Crew.builder("proposal").tasks(research).withoutMemory().build();

            assertThat(crew.kickoff(Run.id("q3")).text()).isEqualTo(answer);
        }
    }

    @Nested
    class Delegations {

        final ScriptedChatModel boss = new ScriptedChatModel();

        Crew crew() {
            Task research = task("research", agent("researcher", model).build()).build();
            Task lead = task("lead", agent("boss", boss).build()).build();
            return Crew.builder("proposal")
                    .tasks(research)
                    .manager(lead)
                    .memory(memory)
                    .build();
        }

        static String delegate(String content) {
            return "```delegate\n" + content + "\n```";
        }

        @Test
        void passTheTextAroundThemOnAsInstructions() {
            boss.says("Begin with the limits.\n%s\nThe client is in a hurry."
                            .formatted(delegate("{\"task\":\"research\",\"instructions\":\"Be bold.\"}")))
                    .says("The end.");
            model.says("Found.");

            CrewResult result = crew().kickoff(Run.id("q3"));

            assertThat(model.user(0))
                    .endsWith(
                            "# Instructions of your manager\nBegin with the limits.\n\nBe bold.\n\nThe client is in a hurry.");
            assertThat(result.text()).isEqualTo("The end.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "```delegate\n{\"task\":\"research\"} and more\n```",
                    "```delegate\n{\"task\":\"research\",\"task\":\"lead\"}\n```",
                    "```delegate\n{\"task\":\"research\",\"because\":\"it is first\"}\n```",
                    "```delegate\n{\"task\":\"research\",\"instructions\":[\"be bold\"]}\n```",
                    "```delegate\n{\"task\":\"research\"}\n```\n```delegate\n{\"task\":\"research\"}\n```"
                })
        void thatCannotBePassedOnWholeAreRefused(String answer) {
            boss.says(answer).says("The end.");

            assertThat(crew().kickoff(Run.id("q3")).text()).isEqualTo("The end.");
            assertThat(model.requests()).isEmpty();
            assertThat(boss.user(1))
                    .contains("- the delegate block is not a JSON object that names one of the tasks [research],"
                            + " and the only block of your answer");
        }
    }

    @Test
    void findingsThatTheStoreCannotTakeStopTheRun() {
        AtomicBoolean broken = new AtomicBoolean();
        model.then(() -> {
            broken.set(true);
            return AiMessage.from("One.\n" + block("[{\"text\":\"A fact\"}]"));
        });
        MemoryStore failing = FailingStore.around(SqliteStore.open(directory.resolve("failing.db")), where -> {
            if (where.equals("read") && broken.getAndSet(false)) {
                throw new MemoryStoreException("no luck");
            }
        });
        try (SharedMemory other = SharedMemory.builder(failing).keywordsOnly().open()) {
            Task research = task("research", agent("researcher", model).build())
                    .learnFromOutput()
                    .build();
            Crew crew = Crew.builder("proposal").tasks(research).memory(other).build();

            assertThatThrownBy(() -> crew.kickoff(Run.id("q3"))).isInstanceOf(MemoryStoreException.class);

            assertThat(crew.resume("q3").text()).isEqualTo("One.");
            assertThat(other.task("q3").agent("auditor").list())
                    .extracting(Memory::text)
                    .contains("A fact");
        }
    }

    /** Composes an answer of texts and blocks, whole and broken ones. Each piece has a word of its own. */
    static final class Composer {

        final Random random;
        final List<String> words = new ArrayList<>();

        Composer(long seed) {
            this.random = new Random(seed);
        }

        String word() {
            String word = "word" + words.size() + "x";
            words.add(word);
            return word;
        }

        String answer() {
            StringBuilder answer = new StringBuilder();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                answer.append(random.nextInt(5) < 3 ? text() : block()).append(random.nextBoolean() ? "\n" : "\n\n");
            }
            return answer.toString();
        }

        String text() {
            return switch (random.nextInt(6)) {
                case 0 -> "```java\n" + word() + "\n```";
                case 1 -> "```findings " + word();
                case 2 -> "# " + word() + "\n\n- " + word();
                default -> "The text says " + word() + ".";
            };
        }

        String block() {
            String findings = Stream.generate(this::finding)
                    .limit(1 + random.nextInt(3))
                    .collect(Collectors.joining(random.nextInt(9) == 0 ? " " : ", "));
            String after = random.nextInt(5) == 0 ? " " + word() : "";
            String array = random.nextInt(9) == 0 ? findings : "[" + findings + "]";
            return switch (random.nextInt(9)) {
                case 0 -> "```findings\n" + array + after;
                case 1 -> "```findings\n" + array + after + "```";
                case 2 -> "````findings\n" + array + after + "\n````";
                default -> "```findings\n" + array + after + "\n```";
            };
        }

        String finding() {
            return switch (random.nextInt(10)) {
                case 0 -> "\"" + word() + "\"";
                case 1 -> "{\"text\":\"%s\",\"text\":\"%s\"}".formatted(word(), word());
                case 2 -> "{\"text\":\"%s\",\"note\":\"%s\"}".formatted(word(), word());
                case 3 -> "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(word(), word());
                case 4 -> "{\"text\":\"%s\",\"key\":\"%s\",\"value\":7}".formatted(word(), word());
                case 5 -> "{\"text\":[\"%s\"]}".formatted(word());
                case 6 -> "{\"text\":\"%s\"}".formatted("long ".repeat(random.nextInt(3_000)) + word());
                case 7 -> "{\"kind\":\"question\",\"text\":\"%s ``` %s\"}".formatted(word(), word());
                default -> "{\"kind\":\"finding\",\"text\":\"%s\",\"evidence\":\"\"}".formatted(word());
            };
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void accountForEveryWordOrAreRefused(long seed) {
        int accepted = 0;
        for (int i = 0; i < ANSWERS; i++) {
            Composer composer = new Composer(1_000 * seed + i);
            String answer = composer.answer();
            model.says(answer);
            String run = "run" + i;
            try {
                String kept = String.join("\n", kept(run, crew(0).kickoff(Run.id(run))));
                assertThat(kept).as(answer).contains(composer.words);
                accepted++;
            } catch (GuardrailFailedException refused) {
                assertThat(refused.reasons()).as(answer).isNotEmpty();
            }
        }
        assertThat(accepted).isBetween(ANSWERS / 8, ANSWERS - 2);
    }
}
