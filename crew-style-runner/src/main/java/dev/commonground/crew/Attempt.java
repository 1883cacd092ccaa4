package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.model.FindingsBlock;
import dev.commonground.crew.model.Journal;
import dev.commonground.crew.model.ModelLoop;
import dev.commonground.crew.model.Toolbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt of an agent at its task, with the tools of the agent and of the memory. */
final class Attempt {

    /**
     * The result of an attempt.
     *
     * @param text the answer; empty if there is a delegation
     * @param delegation the task that a manager gave out, or null if there is an answer
     */
    record Result(String text, @Nullable Delegation delegation) {}

    private final Assignment assignment;
    private final Prompt prompt;
    private final @Nullable AttemptWrites writes;
    private final AttemptEvents events;

    Attempt(Assignment assignment, int attempt, Prompt prompt, @Nullable AgentMemory memory, EventRecorder log) {
        this.assignment = assignment;
        this.prompt = prompt;
        Sources sources = prompt.sources();
        this.writes = memory == null
                ? null
                : new AttemptWrites(memory, assignment.task().learning(), sources);
        this.events = new AttemptEvents(assignment, attempt, memory, sources, log);
    }

    /** Performs the attempt. A response in {@code journal} replaces a model call. */
    Result take(Journal journal) {
        Agent agent = assignment.task().agent();
        DelegationTool delegation = new DelegationTool(assignment.crew().plan());
        ModelLoop loop = new ModelLoop(settings(agent), tools(agent, delegation), journal, events);
        ModelLoop.Answer answer = loop.answer(prompt.messages(agent), delegation::isDone);
        String text = delegation.isDone() ? "" : remembered(answer);
        if (assignment.manages()) {
            DelegateBlock.read(text).ifPresent(block -> delegation.delegate(block.task(), block.instructions()));
        }
        return delegation.chosen().map(chosen -> new Result("", chosen)).orElseGet(() -> {
            events.answered(text, answer.tokens());
            return new Result(text, null);
        });
    }

    private Toolbox tools(Agent agent, DelegationTool delegation) {
        List<Object> tools = new ArrayList<>();
        if (writes != null) {
            tools.add(writes.tools());
        }
        if (assignment.manages()) {
            tools.add(delegation);
        }
        return Toolbox.of(agent.tools()).andRepeated(tools).without(writes == null ? List.of() : writes.withheld());
    }

    private ModelLoop.Settings settings(Agent agent) {
        return new ModelLoop.Settings(
                assignment.name(),
                agent.name(),
                new WellFormedModel(agent.model()),
                agent.maxIterations(),
                agent.maxCallRetries(),
                assignment.task().timeout(),
                agent.tools().isEmpty() ? insteadOfTools() : null);
    }

    private String insteadOfTools() {
        List<String> contracts = new ArrayList<>(List.of("You have no tools."));
        if (assignment.manages()) {
            contracts.add(DelegateBlock.CONTRACT);
        }
        if (writes != null && !assignment.learns()) {
            contracts.add(FindingsBlock.CONTRACT);
        }
        return String.join("\n\n", contracts);
    }

    /**
     * Returns the answer without its blocks of findings, and writes the findings like the tool {@code remember}. Without a
     * memory they stay in the answer.
     */
    private String remembered(ModelLoop.Answer answer) {
        if (writes == null) {
            return answer.text();
        }
        FindingsBlock block = FindingsBlock.read(answer.text());
        writes.take(block);
        return block.answer();
    }
}
