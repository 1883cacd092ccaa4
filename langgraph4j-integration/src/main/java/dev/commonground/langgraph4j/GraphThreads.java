package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Cursor;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.state.AgentState;

/**
 * The threads of one compiled graph between two of their steps. A person can edit the memory there, and entries that no
 * checkpoint sees any more can be swept.
 *
 * <pre>{@code
 * RunnableConfig next = graphs.threads(app).edit(waiting, "ada", team -> team.require("Do not mention prices"));
 * app.invoke(GraphInput.resume(), next);
 * }</pre>
 *
 * <p>Thread-safe if the graph's checkpoint saver is.
 *
 * @param <S> the graph's state
 */
public final class GraphThreads<S extends AgentState> {

    private final SharedMemory memory;
    private final CompiledGraph<S> graph;

    GraphThreads(SharedMemory memory, CompiledGraph<S> graph) {
        this.memory = memory;
        this.graph = graph;
    }

    /**
     * Edits the memory of a thread between two steps, for instance while the thread is interrupted. The edit sees the
     * same memories as the thread's next node. Its author is the person. The next node sees the edit; a replay from an
     * earlier checkpoint does not. An edit that fails leaves nothing and can be repeated.
     *
     * <p>An edit at the newest checkpoint adds a checkpoint. An edit at an older one replaces that checkpoint, as
     * {@code updateState} does; others see the edit when the thread continues from there.
     *
     * @param config the thread and its task, as for a resume
     * @param person the person's id
     * @param edit makes the person's changes; it must not use the memory after it has returned
     * @return the config to resume with; a waiting compiled sub-graph does not see the edit if another config is used
     * @throws IllegalStateException if the graph has no checkpoint saver, or the thread has no checkpoint or another
     *     task
     * @throws Exception if {@code updateState} throws it
     */
    public RunnableConfig edit(RunnableConfig config, String person, Consumer<AgentMemory> edit) throws Exception {
        requireNonNull(config, "config");
        requireNonNull(person, "person");
        requireNonNull(edit, "edit");
        return new HumanEdit<>(memory, graph, config).make(person, edit);
    }

    /**
     * Permanently removes the entries that these threads wrote on a task and that no reader can see any more. Such
     * entries come from attempts that crashed after their commit and from futures with released checkpoints. Entries
     * that a checkpoint of these threads still sees are kept.
     *
     * <p>Name every thread that works on the task, and sweep while none of them runs. If several graphs work on the
     * task, use {@link dev.commonground.TaskMemory#sweep} with the {@link #kept} cursors of each.
     *
     * @param threads the root thread ids; the threads of compiled sub-graphs are included
     * @return the number of removed entries
     */
    public int sweep(String task, Set<String> threads) {
        requireNonNull(task, "task");
        requireNonNull(threads, "threads");
        return memory.task(task).sweep(threads, () -> kept(threads));
    }

    /**
     * Deletes the vectors of what has ended on a task and no checkpoint of these threads sees: see {@link
     * dev.commonground.TaskMemory#compact}. Replays of other moments still work; they compute the vectors again.
     *
     * @param threads the root thread ids; the threads of compiled sub-graphs are included
     * @return the number of deleted vectors
     */
    public int compact(String task, Set<String> threads) {
        return memory.task(requireNonNull(task, "task")).compact(kept(threads));
    }

    /**
     * Returns the cursors of all checkpoints of these threads, in the graph and in its compiled sub-graphs.
     *
     * @param threads the root thread ids
     */
    public List<Cursor> kept(Set<String> threads) {
        KeptCursors cursors = new KeptCursors();
        requireNonNull(threads, "threads").forEach(thread -> cursors.add(graph, thread));
        return cursors.list();
    }
}
