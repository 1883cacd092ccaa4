package dev.commonground.samples.offline;

import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chat request, taken apart: everything that the offline model knows.
 *
 * @param task what is to be done
 * @param memory the lines of the team-memory block as notes; empty if nothing is known
 * @param memoryBlock the block as it stands, or null if the memory is off
 * @param team the tasks of the team, if this is the prompt of who leads it; else empty
 * @param contexts the full texts of the tasks that this one builds upon
 * @param reasons why the last answer was refused; empty at the first attempt
 * @param lastAnswer the refused answer, or null at the first attempt
 * @param calls the tool calls since the task was given, with their results
 */
record Prompt(
        String task,
        String expectedOutput,
        List<Note> memory,
        @Nullable String memoryBlock,
        String team,
        List<String> contexts,
        List<String> reasons,
        @Nullable String lastAnswer,
        List<ToolSpecification> tools,
        List<ToolCall> calls) {

    /**
     * A tool call that was already made.
     *
     * @param result what the tool answered; blank while it has not answered
     */
    record ToolCall(String tool, String arguments, String result, boolean failed) {}

    Prompt {
        memory = List.copyOf(memory);
        contexts = List.copyOf(contexts);
        reasons = List.copyOf(reasons);
        tools = List.copyOf(tools);
        calls = List.copyOf(calls);
    }

    /** Returns the notes of the memory block and of what was recalled since. */
    List<Note> known() {
        Stream<Note> recalled =
                callsOf(Tools.RECALL).stream().flatMap(call -> TeamMemoryBlock.read(call.result()).stream());
        return Stream.concat(memory.stream(), recalled)
                .distinct()
                .sorted(TeamMemoryBlock.ORDER)
                .toList();
    }

    /** Returns whether the block says that there is more in the memory than it shows, or nothing at all. */
    boolean worthRecalling() {
        return memoryBlock != null
                && (memoryBlock.contains("Nothing is known yet") || memoryBlock.contains("left out for length"));
    }

    /** Returns the text to correct: the refused answer, else the newest context; empty if there is none. */
    String textAtHand() {
        if (lastAnswer != null) {
            return lastAnswer;
        }
        return contexts.isEmpty() ? "" : contexts.get(contexts.size() - 1);
    }

    List<ToolCall> callsOf(String tool) {
        return calls.stream().filter(call -> call.tool().equals(tool)).toList();
    }
}
