package dev.commonground.benchmarks.load;

import java.util.List;

/**
 * What the processes of a load do together.
 *
 * @param url the database
 * @param schema the schema of the store
 * @param tasks the number of tasks
 * @param agents the agents of each task, spread over the processes
 * @param memories the memories of each task before the load
 * @param processes the number of processes
 * @param threads the threads of each process
 * @param pool the connections that each process may open
 */
record LoadPlan(String url, String schema, int tasks, int agents, int memories, int processes, int threads, int pool) {

    static LoadPlan parse(List<String> words) {
        int[] numbers = words.stream().skip(2).mapToInt(Integer::parseInt).toArray();
        return new LoadPlan(
                words.get(0), words.get(1), numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    /** Returns the plan as arguments for {@link #parse}. */
    List<String> arguments() {
        return List.of(url, schema, "" + tasks, "" + agents, "" + memories, "" + processes, "" + threads, "" + pool);
    }
}
