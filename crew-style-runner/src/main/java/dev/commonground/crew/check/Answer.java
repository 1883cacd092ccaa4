package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import java.util.List;

/**
 * The answer of an agent, for guardrails to check.
 *
 * @param task the name of the task
 * @param agent the name of the agent
 * @param attempt 1 for the first answer
 * @param text the answer
 * @param binding the constraints, preferences and decisions of the task and the user that were live before this
 *     attempt. An agent cannot relax a rule and break it in the same attempt. Empty in a crew without memory
 */
public record Answer(String task, String agent, int attempt, String text, List<Memory> binding) {
    public Answer {
        requireNonNull(task, "task");
        requireNonNull(agent, "agent");
        requireNonNull(text, "text");
        binding = List.copyOf(requireNonNull(binding, "binding"));
    }
}
