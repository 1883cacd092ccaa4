package dev.commonground.crew.report;

import dev.commonground.briefing.Tokens;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run cost: tokens of the model calls, and of what each task was handed. */
record Spending(List<Cost> costs, Cost total, List<Handoff> handoffs) {

    /** The model calls of one task, each counted once. */
    record Cost(String task, String agent, int calls, int fromJournal, int input, int output) {

        Cost add(Cost other) {
            return new Cost(
                    task,
                    agent,
                    calls + other.calls,
                    fromJournal + other.fromJournal,
                    input + other.input,
                    output + other.output);
        }
    }

    /**
     * The estimated tokens that a task's agent was handed of what was done before, and what three other ways would have
     * handed it.
     *
     * @param briefing what it was handed
     * @param outputs all answers before
     * @param transcript all conversations before
     * @param last the last answer before
     */
    record Handoff(String to, int briefing, int outputs, int transcript, int last) {}

    static Spending of(Timeline timeline, CrewEvent.RunStarted started) {
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (CrewEvent.ModelCalled call : timeline.all(CrewEvent.ModelCalled.class)) {
            Cost cost = new Cost(
                    call.task(), call.agent(), 1, call.fromJournal() ? 1 : 0, call.inputTokens(), call.outputTokens());
            costs.merge(call.task(), cost, Cost::add);
        }
        Cost total = costs.values().stream().reduce(new Cost("all", "", 0, 0, 0, 0), Cost::add);
        return new Spending(List.copyOf(costs.values()), total, new Past(started).handoffs(timeline));
    }

    /** What was done before each handoff. */
    private static final class Past {

        private record Work(int stage, int output, int conversation) {}

        private final Map<String, Integer> stages;
        private final List<Work> done = new ArrayList<>();
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
                    Integer conversation = conversations.remove(finished.task());
                    done.add(new Work(
                            stage(finished.task()),
                            Tokens.estimate(finished.text()),
                            conversation == null ? 0 : conversation));
                }
            }
            return handoffs;
        }

        private int stage(String task) {
            return stages.getOrDefault(task, 0);
        }

        private Handoff handoff(CrewEvent.Briefed briefed) {
            int stage = stage(briefed.task());
            List<Work> before = done.stream()
                    .filter(work -> stage == 0 || work.stage() < stage)
                    .toList();
            return new Handoff(
                    briefed.task(),
                    briefed.tokens(),
                    before.stream().mapToInt(Work::output).sum(),
                    before.stream().mapToInt(Work::conversation).sum(),
                    before.isEmpty() ? 0 : before.get(before.size() - 1).output());
        }
    }
}
