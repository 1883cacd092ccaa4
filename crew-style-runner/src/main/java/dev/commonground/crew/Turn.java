package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.langgraph4j.MemoryTools;
import dev.commonground.memory.MemoryId;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
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

    private final Task task;
    private final int attempt;
    private final @Nullable AgentMemory memory;
    private final Recorder log;

    Turn(Task task, int attempt, @Nullable AgentMemory memory, Recorder log) {
        this.task = task;
        this.attempt = attempt;
        this.memory = memory;
        this.log = log;
    }

    String answer(Prompt prompt) {
        List<Object> tools = new ArrayList<>(task.agent().tools());
        if (memory != null) {
            tools.add(MemoryTools.bound(memory));
        }
        return new ModelLoop(task.name(), task.agent(), Toolbox.of(tools), this).answer(prompt.messages(task.agent()));
    }

    @Override
    public void called(@Nullable TokenUsage usage) {
        log.tell(at -> new CrewEvent.ModelCalled(
                at,
                task.name(),
                task.agent().name(),
                attempt,
                usage == null ? 0 : Objects.requireNonNullElse(usage.inputTokenCount(), 0),
                usage == null ? 0 : Objects.requireNonNullElse(usage.outputTokenCount(), 0)));
    }

    @Override
    public void used(ToolExecutionRequest request, String result) {
        boolean ofMemory = memory != null && Toolbox.MEMORY.contains(request.name());
        log.tell(at -> new CrewEvent.ToolCalled(
                at,
                task.name(),
                task.agent().name(),
                attempt,
                request.name(),
                ofMemory ? "" : line(request.arguments()),
                result.length()));
        if (memory != null && request.name().equals(Toolbox.RECALL)) {
            recalled(memory, result);
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
        log.tell(at -> new CrewEvent.Recalled(at, task.name(), task.agent().name(), attempt, shown));
    }

    private static String line(@Nullable String arguments) {
        String line = Objects.requireNonNullElse(arguments, "").replaceAll("\\s+", " ");
        return line.length() <= ARGUMENTS ? line : line.substring(0, ARGUMENTS - 3) + "...";
    }
}
