package dev.commonground.crew;

import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;

import dev.commonground.langgraph4j.GraphMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.jspecify.annotations.Nullable;

/**
 * Builds the graph of a crew. A task {@code x} becomes the nodes {@code brief_x}, {@code run_x}, {@code check_x} and {@code
 * commit_x}, with {@code review_x} before the last if a person reviews it. The tasks of a parallel group are compiled
 * sub-graphs between {@code fork_n} and {@code join_n}. From the {@code run_x} of a manager, edges lead to all tasks, and
 * each task leads back to the manager.
 */
final class CrewGraph {

    static final String REVIEW = "review_";
    private static final String FINISH = "finish";

    private final Crew crew;
    private final @Nullable GraphMemory memory;

    CrewGraph(Crew crew, @Nullable GraphMemory memory) {
        this.crew = crew;
        this.memory = memory;
    }

    StateGraph<CrewState> build() {
        try {
            TaskGraph graph = new TaskGraph(schema(), crew.texts());
            if (crew.plan().manager() == null) {
                addStages(graph);
            } else {
                addManaged(graph, crew.plan().manager());
            }
            graph.add(FINISH, new FinishNode(crew), crew.plan().last().agent());
            graph.state().addEdge(FINISH, END);
            return attached(graph);
        } catch (GraphStateException e) {
            throw new IllegalStateException(
                    "No graph can be built from the tasks of crew %s".formatted(crew.name()), e);
        }
    }

    private TaskGraph.StateSchema schema() {
        return memory == null ? CrewChannels::schema : () -> memory.schema(CrewChannels.schema());
    }

    /** Returns the nodes before which a run waits for a person. */
    static String[] reviews(Plan plan) {
        return plan.all().stream()
                .filter(task -> task.review() == Task.HumanReview.BEFORE_COMMIT)
                .map(task -> REVIEW + task.name())
                .toArray(String[]::new);
    }

    private void addStages(TaskGraph graph) throws GraphStateException {
        List<List<Task>> stages = crew.plan().stages();
        graph.state().addEdge(START, entry(stages, 0));
        for (int i = 0; i < stages.size(); i++) {
            String next = i + 1 < stages.size() ? entry(stages, i + 1) : FINISH;
            if (stages.get(i).size() == 1) {
                graph.add(new Assignment(crew, stages.get(i).get(0)), next);
            } else {
                addGroup(graph, i + 1, stages.get(i), next);
            }
        }
    }

    private static String entry(List<List<Task>> stages, int index) {
        List<Task> stage = stages.get(index);
        return stage.size() == 1 ? TaskGraph.entry(stage.get(0)) : fork(index + 1);
    }

    static String fork(int stage) {
        return "fork_" + stage;
    }

    private void addGroup(TaskGraph graph, int stage, List<Task> tasks, String next) throws GraphStateException {
        String join = "join_" + stage;
        Agent first = tasks.get(0).agent();
        graph.add(fork(stage), (state, config) -> Map.of(), first);
        graph.add(join, new JoinNode(crew, tasks), first);
        for (Task task : tasks) {
            graph.state()
                    .addNode(task.name(), branch(task))
                    .addEdge(fork(stage), task.name())
                    .addEdge(task.name(), join);
        }
        graph.state().addEdge(join, next);
    }

    private CompiledGraph<CrewState> branch(Task task) throws GraphStateException {
        TaskGraph branch = new TaskGraph(schema(), crew.texts());
        branch.state().addEdge(START, TaskGraph.entry(task));
        branch.add(new Assignment(crew, task), END);
        int steps = crew.plan().steps(1);
        return attached(branch)
                .compile(CompileConfig.builder().recursionLimit(steps).build());
    }

    private void addManaged(TaskGraph graph, Task manager) throws GraphStateException {
        Map<String, String> delegations = new LinkedHashMap<>();
        for (Task task : crew.plan().tasks()) {
            graph.add(new Assignment(crew, task), TaskGraph.entry(manager));
            delegations.put(task.name(), TaskGraph.entry(task));
        }
        graph.state().addEdge(START, TaskGraph.entry(manager));
        graph.addManager(new Assignment(crew, manager), delegations, FINISH);
    }

    private StateGraph<CrewState> attached(TaskGraph graph) {
        if (memory == null) {
            return graph.state();
        }
        graph.observeTasks();
        return memory.attach(graph.state(), graph::assign);
    }
}
