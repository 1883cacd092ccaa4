package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.crew.model.ModelLoop;
import dev.commonground.crew.model.Toolbox;
import dev.commonground.memory.MemoryId;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Records the events of an attempt, and adds the results of its tools to the sources of quotations. */
record AttemptEvents(
        Assignment assignment, int attempt, @Nullable AgentMemory memory, Sources sources, EventRecorder log)
        implements ModelLoop.Watcher {

    /** In the result of a recall, a line begins with the id of a memory. */
    private static final Pattern MEMORY_ID = Pattern.compile("(?m)^m-[a-z2-7]{26}\\b");

    private static final int MAX_ARGUMENTS = 60;

    void answered(String text, int tokens) {
        log.tell(at -> new CrewEvent.Answered(at, assignment.name(), assignment.agent(), attempt, text, tokens));
    }

    @Override
    public void called(ChatResponse response, boolean fromJournal) {
        TokenUsage usage = Objects.requireNonNullElseGet(response.tokenUsage(), () -> new TokenUsage(0, 0));
        log.tell(at -> new CrewEvent.ModelCalled(
                at,
                assignment.name(),
                assignment.agent(),
                attempt,
                Objects.requireNonNullElse(response.modelName(), ""),
                Objects.requireNonNullElse(usage.inputTokenCount(), 0),
                Objects.requireNonNullElse(usage.outputTokenCount(), 0),
                fromJournal));
    }

    @Override
    public void used(ToolExecutionRequest request, String result) {
        boolean ofMemory = memory != null && Toolbox.MEMORY.contains(request.name());
        boolean delegates = request.name().equals(DelegationTool.NAME) && assignment.manages();
        record(request.name(), ofMemory || delegates ? "" : shortened(request.arguments()), result);
        if (memory != null && request.name().equals(Toolbox.RECALL)) {
            recalled(memory, result);
        }
        if (!ofMemory) {
            sources.add(result);
        }
    }

    @Override
    public void interrupted(ToolExecutionRequest request) {
        log.tell(at -> new CrewEvent.ToolInterrupted(
                at, assignment.name(), assignment.agent(), attempt, request.name(), shortened(request.arguments())));
    }

    private void record(String tool, String arguments, String result) {
        log.tell(at -> new CrewEvent.ToolCalled(
                at, assignment.name(), assignment.agent(), attempt, tool, arguments, result.length()));
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

    private static String shortened(@Nullable String arguments) {
        String line = Objects.requireNonNullElse(arguments, "").replaceAll("\\s+", " ");
        return line.length() <= MAX_ARGUMENTS ? line : line.substring(0, MAX_ARGUMENTS - 3) + "...";
    }
}
