package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import java.util.List;

/**
 * What an agent answered, as guardrails see it.
 *
 * @param task the task's name
 * @param agent the agent's name
 * @param attempt 1 for the first answer
 * @param text the answer
 * @param binding the constraints, preferences and decisions of the task and the user that were live before this
 *     attempt, so that nobody relaxes a rule and breaks it in one go; empty in a crew without memory
 */
public record Answer(String task, String agent, int attempt, String text, List<Memory> binding) {
    public Answer {
        requireNonNull(task, "task");
        requireNonNull(agent, "agent");
        requireNonNull(text, "text");
        binding = List.copyOf(binding);
    }
}
