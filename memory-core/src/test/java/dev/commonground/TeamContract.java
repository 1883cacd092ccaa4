package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Author;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
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

/** Many write the same, different and contradictory things at once: nothing is lost, nothing doubled. */
interface TeamContract {

    /** Writers in one process. */
    int THREADS = 16;

    /** Writers that are a process each. */
    int PROCESSES = 8;

    /** Returns where the memory of this test is kept: a file, or a JDBC URL. */
    String where();

    /** Returns what is wrong with what is stored. */
    List<String> problems() throws SQLException;

    private SharedMemory open() {
        return Kept.at(where()).keywordsOnly().open();
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "agent-" + i).toList();
    }

    /** Runs an action for each name at the same moment, and returns what each returned. */
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

    static void checkNothingIsLostOrDoubled(SharedMemory memory, List<String> names) {
        AgentMemory reader = memory.task(Teammate.TASK).agent("reader");
        Map<String, List<Author>> authors =
                reader.list().stream().collect(Collectors.toMap(Memory::text, Memory::authors));

        assertThat(authors.get("Everybody knows this"))
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

    /** Somebody who has seen all values of the key settles it. */
    static void settle(SharedMemory memory) {
        AgentMemory editor = memory.task(Teammate.TASK).agent("editor");
        editor.recall("tone", Integer.MAX_VALUE);
        WriteOutcome outcome = editor.remember(
                Draft.decision("The tone is settled").key("tone", "settled").build());
        assertThat(outcome).isInstanceOf(WriteOutcome.Superseded.class);
    }

    @Test
    default void sixteenThreadsLoseNothingAndDoubleNothing() throws Exception {
        List<String> names = names(THREADS);
        try (SharedMemory memory = open()) {
            together(names, name -> {
                Teammate.write(memory, name);
                return name;
            });

            checkNothingIsLostOrDoubled(memory, names);
            settle(memory);
            try (SharedMemory cold = open()) {
                assertThat(look(cold))
                        .isEqualTo(look(memory))
                        .contains("settled")
                        .doesNotContain("tone?");
            }
        }
        assertThat(problems()).isEmpty();
    }

    static String look(SharedMemory memory) {
        return Fold.of(memory.task(Teammate.TASK).agent("reader"), List.of());
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
                    return Optional.of(agent.revise(london.id(), "Ada lives where " + name + " says")
                            .memory());
                } catch (MemoryNotFoundException somebodyWasFaster) {
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

    /** A process with its ends of the pipes. */
    record Member(Process process, BufferedReader output, BufferedWriter input) {

        static Member start(String where, String name) throws IOException {
            Process process = ChildProcess.start(Teammate.class, where, name);
            return new Member(process, process.inputReader(), process.outputWriter());
        }

        void tell(String line) throws IOException {
            input.write(line + "\n");
            input.flush();
        }

        @Nullable
        String hear() throws IOException {
            return output.readLine();
        }
    }

    private static List<@Nullable String> ask(List<Member> team, String question) throws IOException {
        for (Member member : team) {
            member.tell(question);
        }
        List<@Nullable String> answers = new ArrayList<>();
        for (Member member : team) {
            answers.add(member.hear());
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
            assertThat(ask(team, "look")).containsOnly("");

            assertThat(ask(team, "write")).containsOnly("done");

            checkNothingIsLostOrDoubled(memory, names);
            assertThat(ask(team, "look")).containsOnly(look(memory));
            settle(memory);
            assertThat(ask(team, "look")).containsOnly(look(memory));
        } finally {
            for (Member member : team) {
                member.input().close();
                member.process().waitFor();
            }
        }
        assertThat(problems()).isEmpty();
    }
}
