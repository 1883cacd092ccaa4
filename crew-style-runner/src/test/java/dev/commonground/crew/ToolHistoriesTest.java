package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.task;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.model.Idempotent;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.store.MemoryStoreException;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of runs that die and are resumed, compared with an oracle that knows from the writes to the journal which
 * tool may be called and which call must be reported as interrupted. {@code -Dproofs} runs more histories.
 */
@Tag("repeated")
class ToolHistoriesTest {

    private static final int HISTORIES = Boolean.getBoolean("proofs") ? 100 : 12;
    private static final int CALLS = 4;
    private static final int LONGEST_LIFE = 90;
    private static final int MOST_LIVES = 60;
    private static final List<String> TASKS = List.of("first", "left", "right", "last");

    @TempDir
    Path directory;

    /** One call of a task. Every other tool is idempotent, beginning with the second. */
    record Call(String task, int number) {

        static Call of(String name) {
            int dash = name.indexOf('-');
            return new Call(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
        }

        boolean idempotent() {
            return number % 2 == 1;
        }

        ToolExecutionRequest request() {
            return ToolExecutionRequest.builder()
                    .id(this.toString())
                    .name(idempotent() ? "search" : "send")
                    .arguments("{\"call\":\"%s\"}".formatted(this))
                    .build();
        }

        @Override
        public String toString() {
            return task + "-" + number;
        }
    }

    /** What may happen to the calls of one task, told by the number of its writes to the journal. */
    static final class Oracle {

        private enum Entry {
            RESPONSE,
            BEGUN,
            RESULT
        }

        private record Step(Entry entry, int call) {}

        private final List<Step> steps = new ArrayList<>();
        private final Map<Integer, Integer> begunIn = new LinkedHashMap<>();
        private final List<Integer> called = new ArrayList<>();
        private final List<Integer> told = new ArrayList<>();
        private int written;

        Oracle(String task) {
            for (int call = 0; call < CALLS; call++) {
                steps.add(new Step(Entry.RESPONSE, call));
                if (!new Call(task, call).idempotent()) {
                    steps.add(new Step(Entry.BEGUN, call));
                }
                steps.add(new Step(Entry.RESULT, call));
            }
            steps.add(new Step(Entry.RESPONSE, CALLS));
        }

        void written(int life) {
            Step step = steps.get(written++);
            if (step.entry() == Entry.BEGUN) {
                begunIn.put(step.call(), life);
            }
        }

        void called(Call call, int life) {
            assertThat(steps.get(written)).as("%s is called", call).isEqualTo(new Step(Entry.RESULT, call.number()));
            if (!call.idempotent()) {
                assertThat(begunIn).as("%s began in this life", call).containsEntry(call.number(), life);
                assertThat(called).as("%s is called once", call).doesNotContain(call.number());
            }
            called.add(call.number());
        }

        void told(Call call, int life) {
            assertThat(steps.get(written)).as("%s is told", call).isEqualTo(new Step(Entry.RESULT, call.number()));
            assertThat(begunIn.get(call.number()))
                    .as("%s began in an earlier life", call)
                    .isLessThan(life);
            told.add(call.number());
        }

        String answer(String task) {
            assertThat(written).isEqualTo(steps.size());
            return IntStream.range(0, CALLS)
                    .mapToObj(number -> new Call(task, number))
                    .map(call -> told.contains(call.number()) ? ResumedToolsTest.UNKNOWN : "done " + call)
                    .collect(joining("\n"));
        }
    }

    /** The oracles of all tasks, and the life that ends at a given point: from then on, nothing happens any more. */
    static final class History {

        private final Map<String, Oracle> oracles = new LinkedHashMap<>();
        private final List<AssertionError> differences = new ArrayList<>();
        private int life;
        private int points;
        private boolean dead;

        History() {
            TASKS.forEach(task -> oracles.put(task, new Oracle(task)));
        }

        synchronized void begin(int longest) {
            life++;
            points = longest;
            dead = false;
        }

        synchronized void pass() {
            dead = dead || --points <= 0;
            if (dead) {
                throw new MemoryStoreException("killed");
            }
        }

        synchronized void write(String task, Runnable put) {
            pass();
            put.run();
            oracle(task).written(life);
            pass();
        }

        synchronized void called(Call call) {
            pass();
            check(() -> oracle(call.task()).called(call, life));
            pass();
        }

        synchronized void told(Call call) {
            pass();
            check(() -> oracle(call.task()).told(call, life));
            pass();
        }

        /** Ends the life at the first difference: an error of a tool is only told to the model. */
        private void check(Runnable expectation) {
            try {
                expectation.run();
            } catch (AssertionError e) {
                dead = true;
                differences.add(e);
                throw e;
            }
        }

        void hasNoDifference() {
            differences.forEach(difference -> {
                throw difference;
            });
        }

        private Oracle oracle(String task) {
            return requireNonNull(oracles.get(task), task);
        }

        List<String> answers() {
            return TASKS.stream().map(task -> oracle(task).answer(task)).toList();
        }
    }

    public record Office(History history) {

        @Tool
        String send(String call) {
            history.called(Call.of(call));
            return "done " + call;
        }

        @Tool
        @Idempotent
        String search(String call) {
            history.called(Call.of(call));
            return "done " + call;
        }
    }

    /** Requests the next call of its task, which depends only on the conversation. */
    private record CallingModel(History history) implements ChatModel {

        @Override
        public ChatResponse doChat(ChatRequest request) {
            history.pass();
            String work = ((UserMessage) request.messages().get(1)).singleText();
            String task = work.substring("# Task\nDo ".length(), work.indexOf("\n\n"));
            List<String> results = request.messages().stream()
                    .filter(message -> message.type() == ChatMessageType.TOOL_EXECUTION_RESULT)
                    .map(message -> ((ToolExecutionResultMessage) message).text())
                    .toList();
            AiMessage next = results.size() < CALLS
                    ? AiMessage.from(new Call(task, results.size()).request())
                    : AiMessage.from(String.join("\n", results));
            history.pass();
            return ChatResponse.builder().aiMessage(next).build();
        }
    }

    private SharedMemory memory(History history, Path file) {
        return SharedMemory.builder(JournalHook.around(
                        FailingStore.around(SqliteStore.open(file), where -> {
                            if (!where.startsWith("journal")) { // those pass in write
                                history.pass();
                            }
                        }),
                        (key, put) -> history.write(key.substring(0, key.indexOf('/')), put)))
                .keywordsOnly()
                .clock(NOON)
                .open();
    }

    private static Crew crew(History history, SharedMemory memory) {
        return Crew.builder("crew")
                .tasks(of("first", history))
                .parallel(of("left", history), of("right", history))
                .tasks(of("last", history))
                .memory(memory)
                .clock(NOON)
                .listener(event -> {
                    history.pass();
                    if (event instanceof CrewEvent.ToolInterrupted tool) {
                        history.told(Call.of(tool.arguments().replaceAll(".*:\"|\"}", "")));
                    }
                })
                .build();
    }

    private static Task of(String name, History history) {
        Agent agent = Agent.builder(name + "-agent")
                .role("R")
                .goal("G")
                .backstory("B")
                .model(new CallingModel(history))
                .tools(new Office(history))
                .build();
        return task(name, agent).build();
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, HISTORIES).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void callEachToolAsOftenAsTheOracleAllows(int seed) {
        History history = new History();
        Random random = new Random(seed);
        Path file = directory.resolve("memory.db");
        for (int life = 1; life <= MOST_LIVES; life++) {
            history.begin(life == MOST_LIVES ? Integer.MAX_VALUE : 1 + random.nextInt(LONGEST_LIFE));
            try (SharedMemory memory = memory(history, file)) {
                Crew crew = crew(history, memory);
                CrewResult result =
                        crew.progress("r") == Crew.Progress.NOT_BEGUN ? crew.kickoff(Run.id("r")) : crew.resume("r");
                assertThat(result.outputs()).extracting(TaskOutput::text).isEqualTo(history.answers());
                return;
            } catch (MemoryStoreException | ModelCallException e) {
                assertThat(e).hasStackTraceContaining("killed");
                history.hasNoDifference();
            }
        }
        throw new AssertionError("The last life is not killed");
    }
}
