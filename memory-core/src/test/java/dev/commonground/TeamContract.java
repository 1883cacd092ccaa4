package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Author;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.WriteOutcome;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Concurrent writers of equal, different and contradictory statements lose and duplicate nothing. */
interface TeamContract {

    /** The number of writers in one process. */
    int THREADS = 16;

    /** The number of writers with a process each. */
    int PROCESSES = 8;

    /** Returns the location of this test's memory: a file, or a JDBC URL. */
    String where();

    /** Returns the defects of the stored data; empty if there are none. */
    List<String> problems() throws SQLException;

    private SharedMemory open() {
        return MemoryLocation.builder(where()).keywordsOnly().open();
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "agent-" + i).toList();
    }

    /** Runs an action for each name concurrently, and returns the results. */
    static <T> List<T> together(List<String> names, Function<String, T> action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(names.size());
        CyclicBarrier start = new CyclicBarrier(names.size());
        List<Callable<T>> calls = new ArrayList<>();
        for (String name : names) {
            calls.add(() -> {
                start.await();
                return action.apply(name);
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(calls)) {
            results.add(result.get());
        }
        threads.shutdown();
        return results;
    }

    static void checkNothingIsLostOrDuplicated(SharedMemory memory, List<String> names) {
        AgentMemory reader = memory.task(Teammate.TASK).agent("reader");
        Map<String, List<Author>> authors =
                reader.list().stream().collect(Collectors.toMap(Memory::text, Memory::authors));

        assertThat(authors.get("All agents know this"))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(Author::agent).toList());
        for (String name : names) {
            Teammate.facts(name).forEach(fact -> assertThat(authors.get(fact)).containsExactly(Author.agent(name)));
        }
        assertThat(authors).hasSize(1 + names.size() * (Teammate.FACTS + 1));
        assertThat(reader.conflicts()).extracting(Conflict::key).containsExactly("tone");
        assertThat(reader.conflicts().get(0).memories())
                .extracting(Memory::value)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    /** Resolves the conflict as an agent that has seen all values of the key. */
    static void resolve(SharedMemory memory) {
        AgentMemory editor = memory.task(Teammate.TASK).agent("editor");
        editor.recall("tone", Integer.MAX_VALUE);
        WriteOutcome outcome = editor.remember(
                Draft.decision("The tone is resolved").key("tone", "resolved").build());
        assertThat(outcome).isInstanceOf(WriteOutcome.Superseded.class);
    }

    /** Each writer has a memory of its own, as in a process of its own. */
    @Test
    default void oneOfManyWritersIsToldThatAFactIsNew() throws Exception {
        int facts = 12;
        List<String> names = names(4);
        List<List<WriteOutcome>> outcomes = together(names, name -> {
            try (SharedMemory memory = open()) {
                AgentMemory agent = memory.task("one-fact").agent(name);
                return IntStream.range(0, facts)
                        .mapToObj(i -> agent.remember("Fact " + i))
                        .toList();
            }
        });

        for (int i = 0; i < facts; i++) {
            int fact = i;
            assertThat(outcomes.stream().map(each -> each.get(fact)))
                    .as("fact %d", fact)
                    .filteredOn(WriteOutcome.Added.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    default void sixteenThreadsLoseAndDuplicateNothing() throws Exception {
        List<String> names = names(THREADS);
        try (SharedMemory memory = open()) {
            together(names, name -> {
                Teammate.write(memory, name);
                return name;
            });

            checkNothingIsLostOrDuplicated(memory, names);
            resolve(memory);
            try (SharedMemory cold = open()) {
                assertThat(visible(cold))
                        .isEqualTo(visible(memory))
                        .contains("resolved")
                        .doesNotContain("tone?");
            }
        }
        assertThat(problems()).isEmpty();
    }

    static String visible(SharedMemory memory) {
        return VisibleState.of(memory.task(Teammate.TASK).agent("reader"), List.of());
    }

    @Test
    default void sixteenThreadsThatReviseOneMemoryLoseNoRevision() throws Exception {
        try (SharedMemory memory = open()) {
            Memory london = memory.task("order-7")
                    .agent("ann")
                    .remember("Ada lives in London")
                    .memory();

            List<Optional<Memory>> revisions = together(names(THREADS), name -> {
                try {
                    AgentMemory agent = memory.task("order-7").agent(name);
                    return Optional.of(agent.revise(london.id(), "Ada lives at the address of " + name)
                            .memory());
                } catch (MemoryException.NotFound anotherThreadWasFaster) {
                    return Optional.empty();
                }
            });

            AgentMemory reader = memory.task("order-7").agent("reader");
            List<Memory> made = revisions.stream().flatMap(Optional::stream).toList();
            assertThat(made).isNotEmpty();
            assertThat(reader.list()).containsExactlyInAnyOrderElementsOf(made);
            assertThat(reader.find(london.id()).orElseThrow().status()).isEqualTo(Memory.Status.SUPERSEDED);
        }
    }

    /** A process with its input and output. */
    record Member(Process process, BufferedReader output, BufferedWriter input) {

        static Member start(String where, String name) throws IOException {
            return start(List.of(), where, name);
        }

        /** Starts a process behind a command that runs it. */
        static Member start(List<String> runner, String where, String name) throws IOException {
            Process process = ChildProcess.start(runner, List.of(), Teammate.class, where, name);
            return new Member(process, process.inputReader(), process.outputWriter());
        }

        void send(String line) throws IOException {
            input.write(line + "\n");
            input.flush();
        }

        @Nullable
        String receive() throws IOException {
            return output.readLine();
        }
    }

    static List<@Nullable String> ask(List<Member> team, String question) throws IOException {
        for (Member member : team) {
            member.send(question);
        }
        List<@Nullable String> answers = new ArrayList<>();
        for (Member member : team) {
            answers.add(member.receive());
        }
        return answers;
    }

    @Test
    default void eightProcessesLoseNothingAndSeeTheSame() throws Exception {
        List<String> names = names(PROCESSES);
        List<Member> team = new ArrayList<>();
        try (SharedMemory memory = open()) {
            for (String name : names) {
                team.add(Member.start(where(), name));
            }
            assertThat(ask(team, "list")).containsOnly("");

            assertThat(ask(team, "write")).containsOnly("done");

            checkNothingIsLostOrDuplicated(memory, names);
            assertThat(ask(team, "list")).containsOnly(visible(memory));
            resolve(memory);
            assertThat(ask(team, "list")).containsOnly(visible(memory));
        } finally {
            for (Member member : team) {
                member.input().close();
                member.process().waitFor();
            }
        }
        assertThat(problems()).isEmpty();
    }
}
