package dev.commonground.crew.report;

import dev.commonground.briefing.Tokens;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The cost of a run: the tokens of its model calls and of its handoffs. */
record Spending(List<TaskCost> costs, TaskCost total, List<Handoff> handoffs) {

    /** The model calls of one task, each counted once. */
    record TaskCost(String task, String agent, int calls, int fromJournal, int input, int output) {

        TaskCost add(TaskCost other) {
            return new TaskCost(
                    task,
                    agent,
                    calls + other.calls,
                    fromJournal + other.fromJournal,
                    input + other.input,
                    output + other.output);
        }
    }

    /**
     * The estimated tokens of the briefing of a task, compared with three alternatives.
     *
     * @param briefing the tokens of the briefing
     * @param outputs the tokens of all answers before
     * @param transcript the tokens of all conversations before
     * @param last the tokens of the last answer before
     */
    record Handoff(String to, int briefing, int outputs, int transcript, int last) {}

    static Spending of(Timeline timeline, CrewEvent.RunStarted started) {
        Map<String, TaskCost> costs = new LinkedHashMap<>();
        for (CrewEvent.ModelCalled call : timeline.all(CrewEvent.ModelCalled.class)) {
            TaskCost cost = new TaskCost(
                    call.task(), call.agent(), 1, call.fromJournal() ? 1 : 0, call.inputTokens(), call.outputTokens());
            costs.merge(call.task(), cost, TaskCost::add);
        }
        TaskCost total = costs.values().stream().reduce(new TaskCost("all", "", 0, 0, 0, 0), TaskCost::add);
        return new Spending(List.copyOf(costs.values()), total, new Past(started).handoffs(timeline));
    }

    /** The finished work before each handoff. */
    private static final class Past {

        private record FinishedWork(int stage, int output, int conversation) {}

        private final Map<String, Integer> stages;
        private final List<FinishedWork> done = new ArrayList<>();
        private final Map<String, Integer> conversations = new LinkedHashMap<>();

        Past(CrewEvent.RunStarted started) {
            this.stages = started.tasks().stream()
                    .collect(Collectors.toMap(CrewEvent.Planned::task, CrewEvent.Planned::stage));
        }

        List<Handoff> handoffs(Timeline timeline) {
            List<Handoff> handoffs = new ArrayList<>();
            for (CrewEvent event : timeline.events()) {
                if (event instanceof CrewEvent.Briefed briefed) {
                    handoffs.add(handoff(briefed));
                } else if (event instanceof CrewEvent.Answered answered) {
                    conversations.merge(answered.task(), answered.tokens(), Integer::sum);
                } else if (event instanceof CrewEvent.TaskFinished finished) {
                    done.add(finishedWork(finished));
                }
            }
            return handoffs;
        }

        private FinishedWork finishedWork(CrewEvent.TaskFinished finished) {
            Integer conversation = conversations.remove(finished.task());
            return new FinishedWork(
                    stage(finished.task()), Tokens.estimate(finished.text()), conversation == null ? 0 : conversation);
        }

        private int stage(String task) {
            return stages.getOrDefault(task, 0);
        }

        private Handoff handoff(CrewEvent.Briefed briefed) {
            int stage = stage(briefed.task());
            List<FinishedWork> before = done.stream()
                    .filter(work -> stage == 0 || work.stage() < stage)
                    .toList();
            return new Handoff(
                    briefed.task(),
                    briefed.tokens(),
                    before.stream().mapToInt(FinishedWork::output).sum(),
                    before.stream().mapToInt(FinishedWork::conversation).sum(),
                    before.isEmpty() ? 0 : before.get(before.size() - 1).output());
        }
    }
}
