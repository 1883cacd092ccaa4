package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.log.Cursor;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.state.AgentState;

/**
 * The threads of one compiled graph, between two of their steps: a person changes what they know, and what none of their
 * checkpoints can see any more is swept.
 *
 * <pre>{@code
 * RunnableConfig next = graphs.threads(app).edit(waiting, "ada", team -> team.require("Do not mention prices"));
 * app.invoke(GraphInput.resume(), next);
 * }</pre>
 *
 * <p>Thread-safe, as far as the graph's checkpoint saver is.
 */
public final class GraphThreads<S extends AgentState> {

    private final SharedMemory memory;
    private final CompiledGraph<S> graph;

    GraphThreads(SharedMemory memory, CompiledGraph<S> graph) {
        this.memory = memory;
        this.graph = requireNonNull(graph, "graph");
    }

    /**
     * Lets a person change the memory of a thread between two steps, while it is interrupted for instance: under the
     * person's name, seeing what the thread's next node would see. The next node sees the change, a replay from an earlier
     * checkpoint does not. If it fails it leaves nothing, and can be made again.
     *
     * <p>Made at the newest checkpoint, it adds one; made at an older one, that is replaced, as {@code updateState} does, and
     * others see the change when the thread goes on from there.
     *
     * @param config the thread and its task, as for a resume
     * @param person the person's id
     * @param edit what the person does; it keeps nothing of what it is given
     * @return the config to resume with; with another one, a compiled sub-graph that waits goes on without the change
     * @throws IllegalStateException if the graph has no checkpoint saver, the thread no checkpoint, or another task
     * @throws Exception what {@code updateState} throws
     */
    public RunnableConfig edit(RunnableConfig config, String person, Consumer<AgentMemory> edit) throws Exception {
        return new HumanEdit<>(memory, graph, config).make(person, edit);
    }

    /**
     * Removes for good what nobody can see any more of what these threads wrote on a task: attempts that crashed after
     * they had committed, and futures whose checkpoints were released. What a checkpoint of these threads can still see
     * stays.
     *
     * <p>Name every thread that works on the task, and sweep while they rest; where several graphs work on one task, use
     * {@link dev.commonground.TaskMemory#sweep} with the {@link #kept} cursors of each.
     *
     * @param threads the root thread ids; those of compiled sub-graphs follow from them
     * @return how many entries were removed
     */
    public int sweep(String task, Set<String> threads) {
        return memory.task(task).sweep(threads, () -> kept(threads));
    }

    /**
     * Returns the cursors of all checkpoints that the graph and its compiled sub-graphs keep of these threads.
     *
     * @param threads the root thread ids
     */
    public List<Cursor> kept(Set<String> threads) {
        KeptCursors cursors = new KeptCursors();
        threads.forEach(thread -> cursors.add(graph, thread));
        return cursors.list();
    }
}
