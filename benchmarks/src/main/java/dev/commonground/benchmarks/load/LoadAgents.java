package dev.commonground.benchmarks.load;

import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The agents of one process. Each step of an agent briefs it, recalls, remembers and commits. */
final class LoadAgents {

    private static final int LIMIT = 10;

    private final LoadPlan plan;
    private final SharedMemory memory;
    private final Map<LoadAgent, Cursor> cursors = new ConcurrentHashMap<>();
    private final List<LoadAgent> agents = new ArrayList<>();
    private int round;

    /** An agent of a task. */
    private record LoadAgent(int task, int number) {

        String name() {
            return "agent-" + number;
        }

        String thread() {
            return "task-%d-%s".formatted(task, name());
        }
    }

    /** The parts of a step. */
    enum StepPart {
        BEGIN,
        BRIEF,
        RECALL,
        REMEMBER,
        COMMIT
    }

    /** Told at the end of each part of a step. */
    interface StepPartEnd {
        void after(StepPart part);
    }

    LoadAgents(LoadPlan plan, SharedMemory memory, int process) {
        this.plan = plan;
        this.memory = memory;
        for (int task = 0; task < plan.tasks(); task++) {
            for (int number = process; number < plan.agents(); number += plan.processes()) {
                agents.add(new LoadAgent(task, number));
            }
        }
    }

    /** Fills this process's share of the tasks. */
    void fill(int process) {
        for (int task = process; task < plan.tasks(); task += plan.processes()) {
            int number = task;
            memory.task("task-" + task)
                    .agent("planner")
                    .rememberAll(IntStream.range(0, plan.memories())
                            .mapToObj(i ->
                                    Draft.finding(text(number, "planner", i)).build())
                            .toList());
        }
    }

    private static String text(int task, String author, int number) {
        return "Figure %d of the report on harbour %d was checked by %s against the ledger of the second quarter"
                .formatted(number, task, author);
    }

    /** Runs one step of each agent on all threads and returns the steps' durations. */
    Durations steps() throws Exception {
        round++;
        AtomicInteger next = new AtomicInteger();
        Callable<Durations> share = () -> share(next);
        ExecutorService pool = Executors.newFixedThreadPool(plan.threads());
        try {
            Durations all = new Durations();
            for (Future<Durations> one : pool.invokeAll(Collections.nCopies(plan.threads(), share))) {
                all.addAll(one.get());
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private Durations share(AtomicInteger next) {
        Durations times = new Durations();
        for (int i = next.getAndIncrement(); i < agents.size(); i = next.getAndIncrement()) {
            long start = System.nanoTime();
            step(agents.get(i), part -> {});
            times.add(System.nanoTime() - start);
        }
        return times;
    }

    /** Runs a step of each of the first agents on this thread. */
    int alone(int most, StepPartEnd end) {
        round++;
        List<LoadAgent> some = agents.subList(0, Math.min(most, agents.size()));
        some.forEach(agent -> step(agent, end));
        return some.size();
    }

    private Step begin(LoadAgent agent) {
        return memory.begin(StepRequest.builder("task-" + agent.task, agent.name(), agent.thread())
                .cursor(cursors.getOrDefault(agent, Cursor.EMPTY))
                .build());
    }

    private void step(LoadAgent agent, StepPartEnd end) {
        Step step = begin(agent);
        end.after(StepPart.BEGIN);
        step.memory().brief("check the figures of the report on the harbour");
        end.after(StepPart.BRIEF);
        step.memory().recall("which figure of the report did agent-1 check in round " + round, LIMIT);
        end.after(StepPart.RECALL);
        step.memory().remember(text(agent.task, agent.name(), round));
        end.after(StepPart.REMEMBER);
        cursors.put(agent, step.commit());
        end.after(StepPart.COMMIT);
    }
}
