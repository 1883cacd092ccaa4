package dev.commonground.crew;

import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.langgraph4j.GraphMemory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.hook.NodeHook;
import org.jspecify.annotations.Nullable;

/** Lets the observer of the memory see the nodes of a task as one operation. */
final class TaskHook implements NodeHook.WrapCall<CrewState> {

    private final Map<String, Task> tasks;

    /**
     * Creates a hook.
     *
     * @param tasks the task of each node; nodes of no task are absent
     */
    TaskHook(Map<String, Task> tasks) {
        this.tasks = Map.copyOf(tasks);
    }

    @Override
    public CompletableFuture<Map<String, Object>> applyWrap(
            String node, CrewState state, RunnableConfig config, AsyncNodeActionWithConfig<CrewState> action) {
        Task task = tasks.get(node);
        RunObservation run = RunObservation.of(config).orElse(null);
        return task == null || run == null
                ? action.apply(state, config)
                : observed(node, task, run, GraphMemory.around(config), () -> action.apply(state, config));
    }

    private static CompletableFuture<Map<String, Object>> observed(
            String node, Task task, RunObservation run, Observation around, Action action) {
        try {
            return run.during(task, around, action::apply).whenComplete((result, failure) -> {
                if (failure != null || isLast(node, task, result)) {
                    run.end(task.name(), failure);
                }
            });
        } catch (RuntimeException | Error e) {
            run.end(task.name(), e);
            throw e;
        }
    }

    /** The action of a node with its arguments. */
    @FunctionalInterface
    private interface Action {
        CompletableFuture<Map<String, Object>> apply();
    }

    private static boolean isLast(String node, Task task, @Nullable Map<String, Object> result) {
        return node.equals(TaskGraph.last(task)) || (result != null && result.containsKey(CrewChannels.SKIPPED));
    }
}
