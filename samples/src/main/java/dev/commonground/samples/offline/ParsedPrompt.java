package dev.commonground.samples.offline;

import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a chat request: everything that the offline model knows.
 *
 * @param task the description of the task
 * @param memory the lines of the team-memory block as notes; empty if nothing is known
 * @param memoryBlock the text of the block, or null without a memory
 * @param team the tasks of the team in the prompt of a manager; empty in other prompts
 * @param contexts the answers of the tasks before
 * @param reasons the reasons for the refusal of the last answer; empty at the first attempt
 * @param lastAnswer the refused answer, or null at the first attempt
 * @param calls the tool calls after the task, with their results
 */
record ParsedPrompt(
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
     * @param result the result; blank if there is none yet
     */
    record ToolCall(String tool, String arguments, String result, boolean failed) {}

    ParsedPrompt {
        memory = List.copyOf(memory);
        contexts = List.copyOf(contexts);
        reasons = List.copyOf(reasons);
        tools = List.copyOf(tools);
        calls = List.copyOf(calls);
    }

    /** Returns the notes of the memory block and of the recalls after it. */
    List<Note> known() {
        Stream<Note> recalled =
                callsOf(Tools.RECALL).stream().flatMap(call -> TeamMemoryBlock.read(call.result()).stream());
        return Stream.concat(memory.stream(), recalled)
                .distinct()
                .sorted(TeamMemoryBlock.ORDER)
                .toList();
    }

    /** Returns whether the block is empty, or says that the memory contains more than it shows. */
    boolean worthRecalling() {
        return memoryBlock != null
                && (memoryBlock.contains("Nothing is known yet") || memoryBlock.contains("left out for length"));
    }

    /** Returns the text to correct: the refused answer, or the newest context, or an empty text. */
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
