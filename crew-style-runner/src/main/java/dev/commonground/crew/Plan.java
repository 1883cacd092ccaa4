package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a crew does in which order.
 *
 * @param stages one after the other; the tasks of one stage are done side by side. With a manager each task is a stage
 * @param manager the task of the manager, or null if the order is fixed
 */
record Plan(List<List<Task>> stages, @Nullable Task manager) {

    Plan {
        stages = stages.stream().map(List::copyOf).toList();
    }

    /** Returns the tasks in order, without the manager's. */
    List<Task> tasks() {
        return stages.stream().flatMap(List::stream).toList();
    }

    /** Returns all tasks, the manager's last. */
    List<Task> all() {
        return Stream.concat(tasks().stream(), Stream.ofNullable(manager)).toList();
    }

    /** Returns the task with the final answer. */
    Task last() {
        List<Task> all = all();
        return all.get(all.size() - 1);
    }

    Optional<Task> find(String name) {
        String composed = Placeholders.composed(name);
        return tasks().stream().filter(task -> task.name().equals(composed)).findFirst();
    }

    /** Returns the place of a task among all, from 1. */
    int position(Task task) {
        return all().indexOf(task) + 1;
    }

    /** Returns what a resumed run must find again: the tasks in order, each with its stage and its agent. */
    List<String> shape() {
        return planned().stream()
                .map(one -> "%s%s by %s".formatted(one.stage() > 0 ? one.stage() + ". " : "", one.task(), one.agent()))
                .toList();
    }

    List<Planned> planned() {
        List<Planned> planned = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            for (Task task : stages.get(stage)) {
                planned.add(new Planned(task.name(), task.agent().name(), manager == null ? stage + 1 : 0));
            }
        }
        if (manager != null) {
            planned.add(new Planned(manager.name(), manager.agent().name(), 0));
        }
        return planned;
    }

    /** Returns more steps of the graph than a run can take in which each task is done {@code rounds} times. */
    int steps(int rounds) {
        long nodes = all().stream()
                .mapToLong(task -> rounds * (6L + 3L * task.maxRetries()))
                .sum();
        return (int) Math.min(10L + 3L * stages.size() + nodes, Integer.MAX_VALUE);
    }
}
