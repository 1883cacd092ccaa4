package dev.commonground.benchmarks.growth;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What a memory may have much of, with the calls whose cost may depend on it. */
enum GrowthAxis {
    MEMORIES {
        @Override
        List<GrowthCall> prepare(SharedMemory memory, int n, int most) {
            AgentMemory agent = filled(memory, Kind.FINDING, n);
            return List.of(
                    recall(agent, Growth.LINEAR),
                    remember(agent),
                    brief(agent, Growth.LINEAR),
                    step(memory),
                    new GrowthCall("list", Growth.LINEAR, agent::list));
        }
    },
    CONSTRAINTS {
        @Override
        List<GrowthCall> prepare(SharedMemory memory, int n, int most) {
            AgentMemory agent = filled(memory, Kind.CONSTRAINT, n);
            return List.of(brief(agent, Growth.LINEAR), remember(agent), step(memory));
        }
    },
    BRANCHES {
        @Override
        List<GrowthCall> prepare(SharedMemory memory, int n, int most) {
            Cursor[] joined = {branches(memory, n)};
            return List.of(
                    new GrowthCall(
                            "recall in a step after the join",
                            Growth.LINEAR,
                            () -> begin(memory, joined[0]).memory().recall(QUESTION, LIMIT)),
                    new GrowthCall(
                            "remember in a step after the join",
                            Growth.FLAT,
                            () -> joined[0] = committed(begin(memory, joined[0]))),
                    remember(agent(memory)));
        }
    },
    SCOPES {
        @Override
        List<GrowthCall> prepare(SharedMemory memory, int n, int most) {
            for (int task = 0; task < n; task++) {
                memory.task("other-" + task).agent("writer").remember(text(task));
            }
            AgentMemory agent = filled(memory, Kind.FINDING, FEW);
            return List.of(
                    recall(agent, Growth.FLAT),
                    remember(agent),
                    step(memory),
                    new GrowthCall("20 tasks", Growth.FLAT, () -> memory.tasks("", 20)));
        }
    },
    REVISIONS {
        @Override
        List<GrowthCall> prepare(SharedMemory memory, int n, int most) {
            AgentMemory agent = filled(memory, Kind.FINDING, FEW);
            Revised one = new Revised(agent, agent.remember("Round 0").memory().id());
            IntStream.range(0, n).forEach(i -> one.revise());
            return List.of(
                    new GrowthCall("revise", Growth.FLAT, one::revise),
                    new GrowthCall("find", Growth.FLAT, () -> agent.find(one.last)),
                    recall(agent, Growth.FLAT));
        }
    },
    ANNOTATIONS {
        @Override
        List<GrowthCall> prepare(SharedMemory memory, int n, int most) {
            AgentMemory agent = filled(memory, Kind.FINDING, FEW);
            MemoryId one = agent.remember("Annotated").memory().id();
            AtomicInteger round = new AtomicInteger();
            Runnable annotate = () -> agent.annotate(one, Metadata.NONE.with("round", round.incrementAndGet()));
            IntStream.range(0, n).forEach(i -> annotate.run());
            return List.of(
                    new GrowthCall("annotate", Growth.FLAT, annotate),
                    new GrowthCall("find", Growth.FLAT, () -> agent.find(one)),
                    new GrowthCall("history", Growth.LINEAR, () -> agent.history(one)),
                    recall(agent, Growth.FLAT));
        }
    },
    SNAPSHOTS {
        @Override
        List<GrowthCall> prepare(SharedMemory memory, int n, int most) {
            GrowthMoments moments = new GrowthMoments(memory, n, most);
            return List.of(
                    recall(agent(memory), Growth.FLAT),
                    remember(agent(memory)),
                    new GrowthCall("recall of the next open step", Growth.FLAT, moments::recallInStep),
                    new GrowthCall("recall as of the next moment", Growth.FLAT, moments::recallAsOf));
        }
    };

    private static final String TASK = "order-7";
    private static final String QUESTION = "which report covers the traffic of harbour 7";
    private static final int LIMIT = 10;
    private static final int FEW = 20;

    /** Large enough for all memories. */
    private static final int BUDGET = 10_000_000;

    /**
     * Fills an empty memory with n of this, and returns the calls to measure.
     *
     * @param most the greatest n that is measured
     */
    abstract List<GrowthCall> prepare(SharedMemory memory, int n, int most);

    /**
     * A call whose cost is measured.
     *
     * @param name the name of the call
     * @param allowed the growth that is the goal
     * @param work the call, which may be repeated
     */
    record GrowthCall(String name, Growth allowed, Runnable work) {}

    private static AgentMemory agent(SharedMemory memory) {
        return memory.task(TASK).agent("writer");
    }

    private static String text(int i) {
        return "Report %d covers the traffic of harbour %d".formatted(i, i % 50);
    }

    private static AgentMemory filled(SharedMemory memory, Kind kind, int n) {
        AgentMemory agent = agent(memory);
        agent.rememberAll(IntStream.range(0, n)
                .mapToObj(i -> Draft.of(kind, text(i)).build())
                .toList());
        return agent;
    }

    private static GrowthCall recall(AgentMemory agent, Growth allowed) {
        return new GrowthCall("recall", allowed, () -> agent.recall(QUESTION, LIMIT));
    }

    private static GrowthCall remember(AgentMemory agent) {
        AtomicInteger next = new AtomicInteger();
        return new GrowthCall(
                "remember",
                Growth.FLAT,
                () -> agent.remember("Shipment " + next.incrementAndGet() + " leaves at noon"));
    }

    private static GrowthCall brief(AgentMemory agent, Growth allowed) {
        return new GrowthCall(
                "brief",
                allowed,
                () -> agent.brief(BriefingRequest.builder()
                        .work("report on harbour 7")
                        .budget(BUDGET)
                        .build()));
    }

    /** A step that neither reads nor writes. */
    private static GrowthCall step(SharedMemory memory) {
        AtomicInteger next = new AtomicInteger();
        return new GrowthCall(
                "step that does nothing",
                Growth.FLAT,
                () -> memory.begin(StepRequest.builder(TASK, "idle", "idle-" + next.incrementAndGet())
                                .build())
                        .commit());
    }

    private static Step begin(SharedMemory memory, Cursor cursor) {
        return memory.begin(
                StepRequest.builder(TASK, "join", "thread-1").cursor(cursor).build());
    }

    private static Cursor committed(Step step) {
        step.memory().remember("Joined " + step.cursor().hashCode());
        return step.commit();
    }

    /** Runs n branches that write, and returns the cursor that sees all of them. */
    private static Cursor branches(SharedMemory memory, int n) {
        Cursor fork = committed(begin(memory, Cursor.EMPTY));
        Cursor joined = fork;
        for (int branch = 0; branch < n; branch++) {
            joined = joined.merge(branch(memory, fork, branch));
        }
        return joined;
    }

    private static Cursor branch(SharedMemory memory, Cursor fork, int branch) {
        Step step = memory.begin(StepRequest.builder(TASK, "branch-" + branch, "thread-1")
                .cursor(fork)
                .place(StepRequest.Place.BRANCH)
                .build());
        step.memory().remember(text(branch));
        return step.commit();
    }

    /** A memory that is revised again and again. */
    private static final class Revised {

        private final AgentMemory agent;
        private MemoryId last;
        private int round;

        Revised(AgentMemory agent, MemoryId last) {
            this.agent = agent;
            this.last = last;
        }

        void revise() {
            last = agent.revise(last, "Round " + ++round).memory().id();
        }
    }

    /** Readers that each see another moment of equally many memories. */
    private static final class GrowthMoments {

        private final List<Step> open = new ArrayList<>();
        private final List<AgentMemory> past = new ArrayList<>();
        private int next;

        GrowthMoments(SharedMemory memory, int n, int most) {
            for (int i = 0; i < most; i++) {
                agent(memory).remember(text(i));
                if (i % (most / n) == 0) {
                    open.add(memory.begin(
                            StepRequest.builder(TASK, "reader", "thread-" + i).build()));
                    Cursor now = agent(memory).log().cursor();
                    past.add(memory.task(TASK).asOf(now).agent("reader"));
                }
            }
        }

        void recallInStep() {
            open.get(next++ % open.size()).memory().recall(QUESTION, LIMIT);
        }

        void recallAsOf() {
            past.get(next++ % past.size()).recall(QUESTION, LIMIT);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
