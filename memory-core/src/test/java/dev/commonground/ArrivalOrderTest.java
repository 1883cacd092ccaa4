package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Branches of a graph and writers outside of it do the same concurrent work in different orders. The resulting memories
 * do not depend on the order.
 */
@Tag("repeated")
class ArrivalOrderTest {

    private static final int WORKERS = 8;
    private static final int PLANNED = 6;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return Proofs.seeds(10, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void hasNoInfluenceOnTheResult(long seed) {
        List<Integer> order = new ArrayList<>(inOrder());
        List<Integer> commits = new ArrayList<>(inOrder());
        Collections.shuffle(order, new Random(seed));
        Collections.shuffle(commits, new Random(seed + 1));
        long work = seed;

        assertThat(stateAfter(work, "shuffled.db", order, commits))
                .isEqualTo(stateAfter(work, "in-order.db", inOrder(), inOrder()));
    }

    @Test
    void theWorkLeavesMemoriesOfEveryStatusAndConflicts() {
        assertThat(stateAfter(0, "memory.db", inOrder(), inOrder())).contains("LIVE", "SUPERSEDED", "tone?");
    }

    @ParameterizedTest(name = "{0} commits first")
    @ValueSource(strings = {"forgetter", "reviser"})
    void theStatusOfAMemoryDoesNotDependOnTheOrderOfCommits(String first) {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            StepRequest.Builder plan = StepRequest.builder("order-7", "plan", "thread-1");
            Cursor start = memory.begin(plan.build()).commit();
            Step forgetter = branch(memory, "forgetter", start);
            Step reviser = branch(memory, "reviser", start);
            MemoryId id = forgetter.memory().remember("planned").memory().id();
            forgetter.memory().log().forget(id, "it is out of date");
            reviser.memory()
                    .revise(reviser.memory().remember("planned").memory().id(), "revised");

            Cursor joined = first.equals("forgetter")
                    ? forgetter.commit().merge(reviser.commit())
                    : reviser.commit().merge(forgetter.commit());

            memory.begin(StepRequest.builder("order-7", "join", "thread-1")
                    .cursor(joined)
                    .build());
            assertThat(memory.task("order-7")
                            .agent("reader")
                            .find(id)
                            .orElseThrow()
                            .status())
                    .isEqualTo(Memory.Status.SUPERSEDED);
        }
    }

    private static Step branch(SharedMemory memory, String node, Cursor start) {
        return memory.begin(StepRequest.builder("order-7", node, "thread-1")
                .cursor(start)
                .place(StepRequest.Place.BRANCH)
                .build());
    }

    static List<Integer> inOrder() {
        return IntStream.range(0, WORKERS).boxed().toList();
    }

    /** Returns the visible state after the work was done in one order and committed in another. */
    String stateAfter(long work, String file, List<Integer> order, List<Integer> commits) {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve(file)).keywordsOnly().open()) {
            return new Schedule(memory, work).run(order, commits);
        }
    }

    private static final class Schedule {
        private final SharedMemory memory;
        private final long work;
        private final Set<MemoryId> ids = new HashSet<>();
        private final List<MemoryId> planned = new ArrayList<>();

        private Schedule(SharedMemory memory, long work) {
            this.memory = memory;
            this.work = work;
        }

        String run(List<Integer> order, List<Integer> commits) {
            Cursor start = plan();
            List<Step> branches = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                branches.add(begin("branch-" + i, start, StepRequest.Place.BRANCH));
            }
            for (int worker : order) {
                work(branches.get(worker).memory(), new Random(work * WORKERS + worker));
                outside(worker);
            }
            Cursor joined = start;
            for (int worker : commits) {
                joined = joined.merge(branches.get(worker).commit());
            }
            Cursor end = begin("join", joined, StepRequest.Place.SEQUENCE).commit();
            Step after = begin("after", end, StepRequest.Place.SEQUENCE);
            String state = VisibleState.of(after.memory(), ids);
            assertThat(VisibleState.of(memory.task("order-7").agent("reader"), ids))
                    .isEqualTo(state);
            return state;
        }

        private Step begin(String node, Cursor cursor, StepRequest.Place place) {
            return memory.begin(StepRequest.builder("order-7", node, "thread-1")
                    .agent("agent-" + node.charAt(node.length() - 1) % 3)
                    .cursor(cursor)
                    .place(place)
                    .build());
        }

        private Cursor plan() {
            Step plan = begin("plan", Cursor.EMPTY, StepRequest.Place.SEQUENCE);
            for (int i = 0; i < PLANNED; i++) {
                planned.add(addId(plan.memory().remember("planned " + i)));
            }
            addId(plan.memory().remember(tone("planned")));
            return plan.commit();
        }

        private MemoryId addId(WriteOutcome outcome) {
            ids.add(outcome.memory().id());
            return outcome.memory().id();
        }

        private static Draft tone(String value) {
            return Draft.of(Kind.DECISION, "The tone is " + value)
                    .key("tone", value)
                    .build();
        }

        /** The actions of a branch depend on its visible memories: the plan and its own work. */
        private void work(AgentMemory agent, Random random) {
            for (int i = 0; i < 4; i++) {
                MemoryId id = planned.get(random.nextInt(PLANNED));
                boolean live = agent.find(id).filter(Memory::live).isPresent();
                switch (random.nextInt(6)) {
                    case 0 -> addId(agent.remember("common " + random.nextInt(3)));
                    case 1 -> addId(agent.remember(tone("value " + random.nextInt(3))));
                    case 2 -> addId(agent.remember("planned " + random.nextInt(PLANNED)));
                    case 3 -> agent.recall("tone", 3);
                    case 4 -> {
                        if (live) {
                            addId(agent.revise(id, "revised " + random.nextInt(3)));
                        }
                    }
                    default -> {
                        if (live) {
                            agent.log().forget(id, "it is out of date");
                        }
                    }
                }
            }
        }

        /** A person outside the graph writes without reading. */
        private void outside(int worker) {
            AgentMemory person = memory.task("order-7").person("person-" + worker);
            addId(person.remember("common " + worker % 3));
            addId(person.remember(tone("value " + worker % 4)));
        }
    }
}
