package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

/**
 * What came of one task.
 *
 * @param task the task's name
 * @param agent the name of the agent that did it
 * @param text the accepted answer
 * @param attempts how many answers it took, 1 if the first was accepted
 */
public record TaskOutput(String task, String agent, String text, int attempts) {
    public TaskOutput {
        requireNonNull(task, "task");
        requireNonNull(agent, "agent");
        requireNonNull(text, "text");
    }

    /**
     * Returns the answer as a value of {@code type}, as JSON in the text says; for tasks that were built with {@link
     * Task.Builder#outputAs}.
     *
     * @throws dev.langchain4j.exception.LangChain4jException if it is no such value
     */
    public <T> T as(Class<T> type) {
        return TypedOutput.of(type).read(text);
    }
}
