package dev.commonground.crew;

import dev.commonground.crew.model.Toolbox;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks that the tasks of a crew fit together. */
record PlanCheck(String crew, Plan plan, boolean remembers) {

    /**
     * Checks a plan.
     *
     * @throws IllegalArgumentException naming the task or agent that does not fit
     */
    static void of(String crew, Plan plan, boolean remembers) {
        new PlanCheck(crew, plan, remembers).check();
    }

    private void check() {
        if (plan.tasks().isEmpty()) {
            throw new IllegalArgumentException(
                    "Crew %s has no tasks: add at least one with tasks(...)".formatted(crew));
        }
        Set<String> names = new HashSet<>();
        plan.all().forEach(task -> checkName(task, names));
        plan.all().forEach(task -> checkTools(task.agent(), task.equals(plan.manager())));
        Set<String> before = new HashSet<>(plan.manager() == null ? Set.of() : names);
        for (List<Task> stage : plan.stages()) {
            stage.forEach(task -> checkContext(task, before));
            stage.forEach(task -> checkReview(task, stage));
            stage.forEach(task -> before.add(task.name()));
        }
    }

    private void checkName(Task task, Set<String> names) {
        if (!names.add(task.name())) {
            throw new IllegalArgumentException(
                    "Two tasks of crew %s are called %s: rename one".formatted(crew, task.name()));
        }
    }

    private void checkContext(Task task, Set<String> before) {
        for (Task context : task.context()) {
            if (!before.contains(context.name())) {
                throw new IllegalArgumentException(
                        "Task %s has the context %s, which does not come before it in crew %s: change the order of the tasks"
                                .formatted(task.name(), context.name(), crew));
            }
        }
    }

    private void checkReview(Task task, List<Task> stage) {
        if (stage.size() > 1 && task.review() == Task.HumanReview.BEFORE_COMMIT) {
            throw new IllegalArgumentException(
                    "Task %s of crew %s cannot have a human review in a parallel group: review a task after the group"
                            .formatted(task.name(), crew));
        }
    }

    private void checkTools(Agent agent, boolean manages) {
        Set<String> ours = new TreeSet<>(remembers ? Toolbox.MEMORY : Set.of());
        if (manages) {
            ours.add(DelegationTool.NAME);
        }
        ours.retainAll(Toolbox.of(agent.tools()).names());
        if (!ours.isEmpty()) {
            throw new IllegalArgumentException(
                    "The tools %s of agent %s have the names of tools of the %s: rename them with @Tool(name = ...)"
                            .formatted(ours, agent.name(), manages ? "crew" : "memory"));
        }
    }
}
