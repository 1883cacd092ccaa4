package dev.commonground.crew;

import dev.commonground.crew.model.Toolbox;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the tasks of a crew must have to be done together. */
record PlanCheck(String crew, Plan plan, boolean remembers) {

    /**
     * Checks a plan.
     *
     * @throws IllegalArgumentException naming what does not fit
     */
    static void of(String crew, Plan plan, boolean remembers) {
        new PlanCheck(crew, plan, remembers).check();
    }

    private void check() {
        if (plan.tasks().isEmpty()) {
            throw new IllegalArgumentException("Crew %s has no task: add at least one with tasks(...)".formatted(crew));
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
                        "Task %s asks for the answer of %s, which does not come before it in crew %s: change the order"
                                .formatted(task.name(), context.name(), crew));
            }
        }
    }

    private void checkReview(Task task, List<Task> stage) {
        if (stage.size() > 1 && task.review() == Task.HumanReview.BEFORE_COMMIT) {
            throw new IllegalArgumentException(
                    "Task %s of crew %s is done side by side with others, where a run cannot wait for a person: review a task that comes after the group"
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
                    "Agent %s brings tools called %s, which the %s tools are called: rename them with @Tool(name = ...)"
                            .formatted(agent.name(), ours, manages ? "crew's" : "memory's"));
        }
    }
}
