package dev.commonground.crew;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tool of a manager that delegates a task. A turn ends with its first delegation. Not thread-safe. */
final class DelegationTool {

    static final String NAME = "delegate";

    private final Plan plan;
    private @Nullable Delegation chosen;

    DelegationTool(Plan plan) {
        this.plan = plan;
    }

    Optional<Delegation> chosen() {
        return Optional.ofNullable(chosen);
    }

    /** Returns whether a task was delegated in this turn. */
    boolean isDone() {
        return chosen != null;
    }

    /** Delegates a task. */
    @Tool(
            name = NAME,
            value =
                    "Delegates one task of the team now. Its agent knows the memory of the team; you get the answer at your next turn.")
    String delegate(
            @P("the task's name") @Nullable String task,
            @P(value = "additional instructions for its agent", required = false) @Nullable String instructions) {
        String name = task == null ? "" : task.strip();
        if (chosen != null) {
            return "One task at a time: wait for the answer of %s first.".formatted(chosen.task());
        }
        Optional<Task> found = plan.find(name);
        if (found.isEmpty()) {
            return unknown(name);
        }
        chosen = new Delegation(found.get().name(), instructions == null ? "" : instructions.strip());
        return "%s is under way.".formatted(name);
    }

    private String unknown(String task) {
        List<String> tasks = plan.tasks().stream().map(Task::name).toList();
        return "There is no task called %s. The tasks are %s.".formatted(task, tasks);
    }
}
