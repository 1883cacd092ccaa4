package dev.commonground.crew;

import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;

import dev.commonground.langgraph4j.GraphMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.jspecify.annotations.Nullable;

/**
 * Makes a crew a graph. A task is {@code brief_x -> run_x -> check_x -> commit_x}, with {@code review_x} before the last
 * if a person is to look at it. Tasks of one stage are compiled sub-graphs between {@code fork_n} and {@code join_n}. A
 * manager's {@code run_x} leads to the task it gives out, whose end leads back to the manager.
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
            GraphOfTasks graph = new GraphOfTasks(schema(), crew.texts());
            if (crew.plan().manager() == null) {
                addStages(graph);
            } else {
                addManaged(graph, crew.plan().manager());
            }
            graph.add(FINISH, new FinishNode(crew), crew.plan().last().agent());
            graph.state().addEdge(FINISH, END);
            return attached(graph);
        } catch (GraphStateException e) {
            throw new IllegalStateException("The tasks of crew %s make no graph".formatted(crew.name()), e);
        }
    }

    private GraphOfTasks.Schema schema() {
        return memory == null ? CrewState::schema : () -> memory.schema(CrewState.schema());
    }

    private void addStages(GraphOfTasks graph) throws GraphStateException {
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
        return stage.size() == 1 ? GraphOfTasks.entry(stage.get(0)) : fork(index + 1);
    }

    static String fork(int stage) {
        return "fork_" + stage;
    }

    private void addGroup(GraphOfTasks graph, int stage, List<Task> tasks, String next) throws GraphStateException {
        String join = "join_" + stage;
        Agent first = tasks.get(0).agent();
        graph.add(fork(stage), (state, config) -> Map.of(), first);
        graph.add(join, new JoinNode(crew, tasks), first);
        for (Task task : tasks) {
            GraphOfTasks branch = new GraphOfTasks(schema(), crew.texts());
            branch.state().addEdge(START, GraphOfTasks.entry(task));
            branch.add(new Assignment(crew, task), END);
            int steps = crew.plan().steps(1);
            graph.state()
                    .addNode(
                            task.name(),
                            attached(branch)
                                    .compile(CompileConfig.builder()
                                            .recursionLimit(steps)
                                            .build()))
                    .addEdge(fork(stage), task.name())
                    .addEdge(task.name(), join);
        }
        graph.state().addEdge(join, next);
    }

    private void addManaged(GraphOfTasks graph, Task manager) throws GraphStateException {
        Map<String, String> delegations = new LinkedHashMap<>();
        for (Task task : crew.plan().tasks()) {
            graph.add(new Assignment(crew, task), GraphOfTasks.entry(manager));
            delegations.put(task.name(), GraphOfTasks.entry(task));
        }
        graph.state().addEdge(START, GraphOfTasks.entry(manager));
        graph.addManager(new Assignment(crew, manager), delegations, FINISH);
    }

    private StateGraph<CrewState> attached(GraphOfTasks graph) {
        return memory == null ? graph.state() : memory.attach(graph.state(), graph::assign);
    }
}
