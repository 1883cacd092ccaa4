package dev.commonground.crew;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a manager gives a task to its agent: at most one a turn, which ends with it. Not thread-safe. */
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

    /** Returns whether a task was given out in this turn. */
    boolean isDone() {
        return chosen != null;
    }

    /** Gives a task out. */
    @Tool(
            name = NAME,
            value =
                    "Has one task of the team done now. Its agent knows all that the team's memory holds; you get the answer at your next turn.")
    String delegate(
            @P("the task's name") @Nullable String task,
            @P(value = "what its agent should mind besides the task itself", required = false) @Nullable
                    String instructions) {
        String name = task == null ? "" : task.strip();
        if (chosen != null) {
            return "One task at a time: %s is under way, its answer comes first.".formatted(chosen.task());
        }
        if (plan.find(name).isEmpty()) {
            return "There is no task called %s, but %s."
                    .formatted(name, plan.tasks().stream().map(Task::name).toList());
        }
        chosen = new Delegation(name, instructions == null ? "" : instructions.strip());
        return "%s is under way.".formatted(name);
    }
}
