package dev.commonground.crew;

import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;
import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.langgraph4j.GraphMemory;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.jspecify.annotations.Nullable;

/** Makes a crew a graph: {@code brief_x -> run_x -> check_x -> commit_x} for each task, one after the other. */
final class CrewGraph {

    private static final List<String> STEPS = List.of("brief_", "run_", "check_", "commit_");

    private CrewGraph() {}

    static StateGraph<CrewState> of(Crew crew, @Nullable GraphMemory memory) {
        try {
            StateGraph<CrewState> graph = new StateGraph<>(
                    memory == null ? CrewState.schema() : memory.schema(CrewState.schema()), CrewState::new);
            String previous = START;
            for (int i = 0; i < crew.tasks().size(); i++) {
                Task task = crew.tasks().get(i);
                add(graph, new Assignment(crew, task, i + 1));
                graph.addEdge(previous, "brief_" + task.name());
                previous = "commit_" + task.name();
            }
            graph.addEdge(previous, END);
            return memory == null ? graph : attached(graph, memory, crew.tasks());
        } catch (GraphStateException e) {
            throw new IllegalStateException("The tasks of crew %s make no graph".formatted(crew.name()), e);
        }
    }

    private static void add(StateGraph<CrewState> graph, Assignment assignment) throws GraphStateException {
        String task = assignment.name();
        CheckNode check = new CheckNode(assignment);
        graph.addNode("brief_" + task, node_async(new BriefNode(assignment)))
                .addNode("run_" + task, node_async(new RunNode(assignment)))
                .addNode("check_" + task, node_async(check))
                .addNode("commit_" + task, node_async(new CommitNode(assignment)))
                .addEdge("brief_" + task, "run_" + task)
                .addEdge("run_" + task, "check_" + task)
                .addConditionalEdges(
                        "check_" + task,
                        edge_async(check::next),
                        Map.of(CheckNode.RETRY, "run_" + task, CheckNode.ACCEPTED, "commit_" + task));
    }

    private static StateGraph<CrewState> attached(StateGraph<CrewState> graph, GraphMemory memory, List<Task> tasks) {
        return memory.attach(
                graph,
                policy -> tasks.forEach(task -> STEPS.forEach(
                        step -> policy.agent(step + task.name(), task.agent().name()))));
    }

    /** Returns more steps than a run of the tasks can take. */
    static int steps(List<Task> tasks) {
        return tasks.stream()
                .mapToInt(task -> STEPS.size() + 2 * task.maxRetries())
                .reduce(10, Math::addExact);
    }
}
