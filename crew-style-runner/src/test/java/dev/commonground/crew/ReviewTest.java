package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.Lines;
import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Ledger;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.state.AgentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews of answers by a person. */
class ReviewTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel researcher = new ScriptedChatModel();
    final ScriptedChatModel writer = new ScriptedChatModel();
    final Task research =
            task("research", agent("researcher", researcher).build()).build();
    final Task draft =
            task("draft", agent("writer", writer).build()).humanReview().build();
    Crew crew;

    @BeforeEach
    void open() {
        memory = memory(directory);
        researcher.says("Found.");
        writer.remembers("finding", "", "", "a thought").says("Written.");
        crew = crew(research, draft).build();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Crew.Builder crew(Task... tasks) {
        return Crew.builder("proposal").tasks(tasks).memory(memory).clock(NOON);
    }

    Stream<Memory> remembered() {
        return memory.task("q3").agent("auditor").list().stream();
    }

    List<String> texts() {
        return remembered().map(Memory::text).toList();
    }

    @Test
    void holdsTheRunBeforeAnythingIsRemembered() {
        CrewResult waiting = crew.kickoff(Run.id("q3"));

        assertThat(waiting.review()).isEqualTo(new CrewResult.PendingReview("draft", "writer", 1, "Written."));
        assertThat(crew.progress("q3")).isEqualTo(Crew.Progress.AWAITING_REVIEW);
        assertThat(texts()).containsExactly("research done by researcher: Found.");
        assertThatIllegalStateException()
                .isThrownBy(() -> crew.resume("q3"))
                .withMessage(
                        "Run q3 waits for a review of the answer to draft: continue it with approve(\"q3\", person) or refuse(\"q3\", person, reasons)");
    }

    @Test
    void approvesAnUnchangedAnswer() {
        crew.kickoff(Run.id("q3"));

        CrewResult result = crew(research, draft).build().approve("q3", "ada");

        assertThat(result.output("draft")).isEqualTo(new TaskOutput("draft", "writer", "Written.", 1));
        assertThat(result.review()).isNull();
        assertThat(remembered().map(Lines::of))
                .contains(
                        "FINDING: a thought (writer)",
                        "ARTIFACT task draft = done: draft done by writer: Written. (writer)");
        assertThat(reviews(result))
                .containsExactly(new CrewEvent.Reviewed(NOON.instant(), "draft", "writer", 1, "ada", List.of(), null));
        assertThatIllegalStateException()
                .isThrownBy(() -> crew.approve("q3", "ada"))
                .withMessage("Run q3 does not wait for a review: call progress(\"q3\") to see how far it is");
    }

    @Test
    void dropsTheWritesOfARefusedAnswer() {
        crew.kickoff(Run.id("q3"));
        writer.says("Better.");

        CrewResult again = crew.refuse("q3", "ada", List.of("say more"));

        assertThat(again.review()).isEqualTo(new CrewResult.PendingReview("draft", "writer", 2, "Better."));
        assertThat(writer.user(2)).startsWith(writer.user(0)).contains("refused\n- say more");
        CrewResult end = crew.approve("q3", "bob");
        assertThat(end.text()).isEqualTo("Better.");
        assertThat(texts()).doesNotContain("a thought");
        assertThat(reviews(end)).extracting(CrewEvent.Reviewed::person).containsExactly("ada", "bob");
        assertThat(end.report().markdown()).contains("review by ada: refused, say more", "review by bob: accepted");
    }

    static List<CrewEvent.Reviewed> reviews(CrewResult result) {
        return result.timeline().all(CrewEvent.Reviewed.class);
    }

    @Test
    void hasAReviewerAndReasons() {
        crew.kickoff(Run.id("q3"));

        assertThatIllegalArgumentException().isThrownBy(() -> crew.approve("q3", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> crew.approve("q3", "ada\nbob", "Rewritten."));
        assertThatIllegalArgumentException().isThrownBy(() -> crew.refuse("q3", "", List.of("say more")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> crew.approve("q3", "ada", " "))
                .withMessage(
                        "The approved text is blank: pass the whole answer, or approve it with approve(run, person)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> crew.refuse("q3", "ada", List.of("say more", " \n")))
                .withMessage("A reason to refuse an answer is blank: say what to improve");
        assertThat(crew.progress("q3")).isEqualTo(Crew.Progress.AWAITING_REVIEW);
    }

    @Nested
    class Replacements {

        @Test
        void areTheWorkOfThePerson() {
            crew.kickoff(Run.id("q3"));

            CrewResult result = crew.approve("q3", "ada", " Rewritten.\n");

            assertThat(result.output("draft")).isEqualTo(new TaskOutput("draft", "writer", "Rewritten.", 1, "ada"));
            assertThat(crew.resume("q3").output("draft").person()).isEqualTo("ada");
            assertThat(remembered().map(Lines::of))
                    .contains(
                            "FINDING: a thought (writer)",
                            "ARTIFACT task draft = done: draft done by ada: Rewritten. (ada)")
                    .noneMatch(one -> one.contains("draft done by writer"));
            assertThat(reviews(result).get(0).text()).isEqualTo("Rewritten.");
        }

        @Test
        void haveTheAttributionOfAnEditBetweenTwoSteps() throws Exception {
            crew.kickoff(Run.id("q3"));
            crew.approve("q3", "ada", "Rewritten.");

            Assertion replaced = only("q3");
            Assertion edited = edited("q4");

            assertThat(replaced.author()).isEqualTo(Author.person("ada")).isEqualTo(edited.author());
            assertThat(replaced.origin()).isEqualTo(edited.origin());
            assertThat(replaced.trust()).isEqualTo(edited.trust());
            assertThat(replaced.thread()).isEqualTo("q3");
        }

        Assertion edited(String task) throws Exception {
            GraphMemory graphs = GraphMemory.over(memory);
            StateGraph<AgentState> graph = graphs.stateGraph(Map.of(), AgentState::new);
            graph.addNode("write", AsyncNodeAction.node_async(state -> Map.of()))
                    .addEdge(StateGraph.START, "write")
                    .addEdge("write", StateGraph.END);
            CompiledGraph<AgentState> app = graph.compile(CompileConfig.builder()
                    .checkpointSaver(graphs.checkpoints(graph.getStateSerializer()))
                    .interruptBefore("write")
                    .build());
            app.invoke(Map.of(), GraphMemory.config(task).build());
            graphs.threads(app).edit(GraphMemory.config(task).build(), "ada", team -> team.remember("Rewritten."));
            return memory.task(task).person("ada").list().get(0).assertions().get(0);
        }

        Assertion only(String task) {
            return memory.task(task).agent("auditor").list().stream()
                    .filter(one -> "task draft".equals(one.key()))
                    .findFirst()
                    .orElseThrow()
                    .assertions()
                    .get(0);
        }

        @Test
        void areAttributedInReportsAndLedgers() {
            crew.kickoff(Run.id("q3"));
            CrewResult result = crew.approve("q3", "ada", "Rewritten.");

            assertThat(result.report().markdown())
                    .contains("review by ada: replaced the answer")
                    .contains("attempt 1, refused: replaced by ada")
                    .contains("attempt 1, accepted");
            Ledger ledger = result.ledger();
            assertThat(ledger.agents()).containsExactly("researcher", "writer", "ada");
            assertThat(ledger.entries())
                    .filteredOn(entry -> entry.writers().contains("ada"))
                    .extracting(entry -> entry.memory().label())
                    .containsExactly("task draft=done");
        }

        @Test
        void briefTheNextAgentWithThePersonsWork() {
            Task edit =
                    task("edit", agent("editor", writer).build()).context(draft).build();
            Crew longer = crew(research, draft, edit).build();
            longer.kickoff(Run.id("q3"));
            writer.says("Edited.");

            CrewResult result = longer.approve("q3", "ada", "Rewritten.");

            assertThat(writer.user(2))
                    .contains("ARTIFACT task draft = done: \"draft done by ada: Rewritten.\" (ada)")
                    .contains("# Context: draft\nRewritten.");
            assertThat(result.text()).isEqualTo("Edited.");
        }

        @Test
        void ofAnEarlierRoundAreOneArtifact() {
            ScriptedChatModel boss = new ScriptedChatModel()
                    .calls("delegate", "{\"task\":\"draft\"}")
                    .calls("delegate", "{\"task\":\"draft\"}")
                    .calls("delegate", "{\"task\":\"draft\"}")
                    .says("The end.");
            Crew managed = crew(draft)
                    .manager(task("lead", agent("boss", boss).build()).build())
                    .build();
            writer.says("Second.").says("Third.");
            managed.kickoff(Run.id("q3"));
            managed.approve("q3", "ada");
            managed.approve("q3", "ada", "Rewritten.");
            assertThat(artifacts()).containsExactly("draft done by ada: Rewritten.");

            managed.approve("q3", "ada");

            assertThat(artifacts()).containsExactly("draft done by writer: Third.", "lead done by boss: The end.");
        }

        List<String> artifacts() {
            return remembered()
                    .filter(one -> one.kind() == Kind.ARTIFACT)
                    .map(Memory::text)
                    .toList();
        }

        @ParameterizedTest
        @ValueSource(strings = {"commit", "checkpoint", "checkpoint written"})
        void areWrittenOnceHoweverOftenTheStoreFails(String where) {
            crew.kickoff(Run.id("q3"));
            int failures = 0;
            for (int at = 0; at < 20; at++) {
                failures += approvesWithFailure(where, at) ? 1 : 0;
            }
            assertThat(failures).isPositive();
            assertThat(crew.resume("q3").output("draft"))
                    .isEqualTo(new TaskOutput("draft", "writer", "Rewritten.", 1, "ada"));
            assertThat(remembered().map(Lines::of))
                    .containsExactlyInAnyOrder(
                            "FINDING: a thought (writer)",
                            "ARTIFACT task research = done: research done by researcher: Found. (researcher)",
                            "ARTIFACT task draft = done: draft done by ada: Rewritten. (ada)");
        }

        @Test
        void leaveNothingIfTheirDecisionIsNotStored() {
            crew.kickoff(Run.id("q3"));
            assertThat(approvesWithFailure("checkpoint", 0)).isTrue();
            assertThat(crew.progress("q3")).isEqualTo(Crew.Progress.AWAITING_REVIEW);
            writer.says("Better.");
            crew.refuse("q3", "bob", List.of("say more"));

            assertThat(crew.approve("q3", "bob").text()).isEqualTo("Better.");
            assertThat(artifacts())
                    .containsExactlyInAnyOrder("research done by researcher: Found.", "draft done by writer: Better.");
        }

        /** Continues the run on a store that fails at the n-th write of its kind, and returns whether it failed. */
        boolean approvesWithFailure(String where, int at) {
            AtomicInteger seen = new AtomicInteger();
            MemoryStore store = FailingStore.around(SqliteStore.open(directory.resolve("memory.db")), place -> {
                if (place.equals(where) && seen.getAndIncrement() == at) {
                    throw new MemoryStoreException("crash");
                }
            });
            try (SharedMemory failing =
                    SharedMemory.builder(store).keywordsOnly().clock(NOON).open()) {
                Crew again = Crew.builder("proposal")
                        .tasks(research, draft)
                        .memory(failing)
                        .clock(NOON)
                        .build();
                if (again.progress("q3") == Crew.Progress.AWAITING_REVIEW) {
                    again.approve("q3", "ada", "Rewritten.");
                } else {
                    again.resume("q3");
                }
                return false;
            } catch (MemoryStoreException e) {
                return true;
            }
        }

        @Test
        void needNoMemory() {
            Crew without = Crew.builder("proposal")
                    .tasks(research, draft)
                    .withoutMemory()
                    .build();
            without.kickoff(Run.id("q3"));

            assertThat(without.approve("q3", "ada", "Rewritten.")
                            .output("draft")
                            .person())
                    .isEqualTo("ada");
        }
    }
}
