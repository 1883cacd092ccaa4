package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The output of one task.
 *
 * @param task the name of the task
 * @param agent the name of the agent
 * @param text the accepted answer
 * @param attempts the number of answers, 1 if the first one was accepted
 * @param person the person who replaced the answer of the agent by this text, or null if it is the agent's
 */
public record TaskOutput(
        String task,
        String agent,
        String text,
        int attempts,
        @Nullable String person) {
    public TaskOutput {
        requireNonNull(task, "task");
        requireNonNull(agent, "agent");
        requireNonNull(text, "text");
    }

    /** Creates the output of a task whose text is the agent's. */
    public TaskOutput(String task, String agent, String text, int attempts) {
        this(task, agent, text, attempts, null);
    }

    /**
     * Returns the JSON in the answer as a value of {@code type}, for tasks that were built with {@link
     * Task.Builder#outputAs}.
     *
     * @throws dev.langchain4j.exception.LangChain4jException if the answer does not match the type
     */
    public <T> T as(Class<T> type) {
        return TypedOutput.of(requireNonNull(type, "type")).read(text);
    }
}
