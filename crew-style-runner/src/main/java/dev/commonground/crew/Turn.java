package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.crew.model.FindingsBlock;
import dev.commonground.crew.model.Journal;
import dev.commonground.crew.model.ModelLoop;
import dev.commonground.crew.model.Toolbox;
import dev.commonground.memory.MemoryId;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One attempt of an agent at its task: the model with the agent's tools and, if there is a memory, the memory's. */
final class Turn implements ModelLoop.Watcher {

    /** Each memory that a recall found begins a line of its answer. */
    private static final Pattern MEMORY_ID = Pattern.compile("(?m)^m-[a-z2-7]{26}\\b");

    private static final int ARGUMENTS = 60;

    /**
     * What came of a turn.
     *
     * @param text the answer; empty if there is a delegation
     * @param delegation the task that a manager gave out, or null if it answered
     */
    record Result(String text, @Nullable Delegation delegation) {}

    private final Assignment assignment;
    private final int attempt;
    private final Prompt prompt;
    private final Sources sources;
    private final @Nullable AgentMemory memory;
    private final @Nullable Notes notes;
    private final Recorder log;

    Turn(Assignment assignment, int attempt, Prompt prompt, @Nullable AgentMemory memory, Recorder log) {
        this.assignment = assignment;
        this.attempt = attempt;
        this.prompt = prompt;
        this.sources = prompt.sources();
        this.memory = memory;
        this.notes = memory == null ? null : new Notes(memory, assignment.task().learning(), sources);
        this.log = log;
    }

    /** Asks {@code journal} before the model. */
    Result take(Journal journal) {
        Agent agent = assignment.task().agent();
        DelegationTool delegation = new DelegationTool(assignment.crew().plan());
        ModelLoop loop = new ModelLoop(settings(agent), tools(agent, delegation), journal, this);
        ModelLoop.Answer answer = loop.answer(prompt.messages(agent), delegation::isDone);
        String text = delegation.isDone() ? "" : remembered(answer);
        if (assignment.manages()) {
            DelegateBlock.read(text).ifPresent(block -> delegation.delegate(block.task(), block.instructions()));
        }
        return delegation
                .chosen()
                .map(chosen -> new Result("", chosen))
                .orElseGet(() -> answered(text, answer.tokens()));
    }

    private Toolbox tools(Agent agent, DelegationTool delegation) {
        List<Object> tools = new ArrayList<>(agent.tools());
        if (notes != null) {
            tools.add(notes.tools());
        }
        if (assignment.manages()) {
            tools.add(delegation);
        }
        return Toolbox.of(tools).without(notes == null ? List.of() : notes.withheld());
    }

    private ModelLoop.Settings settings(Agent agent) {
        return new ModelLoop.Settings(
                assignment.name(),
                agent.name(),
                agent.model(),
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
        if (memory != null && !assignment.learns()) {
            contracts.add(FindingsBlock.CONTRACT);
        }
        return String.join("\n\n", contracts);
    }

    /** Returns the answer without its block of findings, which go where the tools would have put them. */
    private String remembered(ModelLoop.Answer answer) {
        FindingsBlock block = FindingsBlock.read(answer.text());
        if (notes != null) {
            notes.take(block);
        }
        return block.answer();
    }

    private Result answered(String text, int tokens) {
        log.tell(at -> new CrewEvent.Answered(at, assignment.name(), assignment.agent(), attempt, text, tokens));
        return new Result(text, null);
    }

    @Override
    public void called(ChatResponse response, boolean fromJournal) {
        TokenUsage usage = response.tokenUsage();
        log.tell(at -> new CrewEvent.ModelCalled(
                at,
                assignment.name(),
                assignment.agent(),
                attempt,
                Objects.requireNonNullElse(response.modelName(), ""),
                usage == null ? 0 : Objects.requireNonNullElse(usage.inputTokenCount(), 0),
                usage == null ? 0 : Objects.requireNonNullElse(usage.outputTokenCount(), 0),
                fromJournal));
    }

    @Override
    public void used(ToolExecutionRequest request, String result) {
        boolean told = request.name().equals(DelegationTool.NAME) && assignment.manages();
        boolean ofMemory = memory != null && Toolbox.MEMORY.contains(request.name());
        log.tell(at -> new CrewEvent.ToolCalled(
                at,
                assignment.name(),
                assignment.agent(),
                attempt,
                request.name(),
                ofMemory || told ? "" : line(request.arguments()),
                result.length()));
        if (memory != null && request.name().equals(Toolbox.RECALL)) {
            recalled(memory, result);
        }
        if (!ofMemory) {
            sources.add(result);
        }
    }

    private void recalled(AgentMemory from, String result) {
        List<MemoryRef> shown = MEMORY_ID
                .matcher(result)
                .results()
                .map(MatchResult::group)
                .distinct()
                .flatMap(id -> from.find(new MemoryId(id)).stream())
                .map(MemoryRef::to)
                .toList();
        log.tell(at -> new CrewEvent.Recalled(at, assignment.name(), assignment.agent(), attempt, shown));
    }

    private static String line(@Nullable String arguments) {
        String line = Objects.requireNonNullElse(arguments, "").replaceAll("\\s+", " ");
        return line.length() <= ARGUMENTS ? line : line.substring(0, ARGUMENTS - 3) + "...";
    }
}
