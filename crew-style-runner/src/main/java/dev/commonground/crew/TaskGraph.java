package dev.commonground.crew;

import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.langgraph4j.AttachPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.NodeActionWithConfig;
import org.bsc.langgraph4j.state.Channel;

/** A graph of tasks under construction, with the agent of each node. */
final class TaskGraph {

    /** Creates the channels of a graph's state. */
    @FunctionalInterface
    interface StateSchema {
        Map<String, Channel<?>> channels();
    }

    private final StateGraph<CrewState> state;
    private final LongTexts texts;
    private final Map<String, String> agents = new LinkedHashMap<>();
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    TaskGraph(StateSchema schema, LongTexts texts) {
        this.state = new StateGraph<>(schema.channels(), data -> new CrewState(data, texts));
        this.texts = texts;
    }

    StateGraph<CrewState> state() {
        return state;
    }

    /** Assigns each node to its agent in {@code policy}. */
    void assign(AttachPolicy.Builder<CrewState> policy) {
        agents.forEach(policy::agent);
    }

    /** Returns the first node of a task. */
    static String entry(Task task) {
        return "brief_" + task.name();
    }

    /** Returns the last node of a task, unless its condition is not met. */
    static String last(Task task) {
        return "commit_" + task.name();
    }

    /** Lets the observer of the memory see each task as one operation. */
    void observeTasks() {
        state.addWrapCallNodeHook(new TaskHook(tasks));
    }

    private void add(String node, NodeActionWithConfig<CrewState> action, Task task) throws GraphStateException {
        add(node, action, task.agent());
        tasks.put(node, task);
    }

    void add(String node, NodeActionWithConfig<CrewState> action, Agent agent) throws GraphStateException {
        NodeActionWithConfig<CrewState> shelving =
                (given, config) -> texts.shelved(given.run(), action.apply(given, config));
        state.addNode(node, node_async(shelving));
        agents.put(node, agent.name());
    }

    /** Adds a task that leads to {@code next}. */
    void add(Assignment assignment, String next) throws GraphStateException {
        addSteps(assignment, next);
        state.addEdge("run_" + assignment.name(), "check_" + assignment.name());
    }

    /** Adds the task of a manager. A delegation leads to the delegated task, an answer to {@code next}. */
    void addManager(Assignment assignment, Map<String, String> delegations, String next) throws GraphStateException {
        addSteps(assignment, next);
        Map<String, String> targets = new LinkedHashMap<>(delegations);
        targets.put(RunNode.ANSWERED, "check_" + assignment.name());
        state.addConditionalEdges("run_" + assignment.name(), edge_async(new RunNode(assignment)::next), targets);
    }

    private void addSteps(Assignment assignment, String next) throws GraphStateException {
        String task = assignment.name();
        BriefNode brief = new BriefNode(assignment);
        add("brief_" + task, brief, assignment.task());
        add("run_" + task, new RunNode(assignment), assignment.task());
        add(last(assignment.task()), new CommitNode(assignment), assignment.task());
        state.addConditionalEdges(
                "brief_" + task, edge_async(brief::next), Map.of(BriefNode.DO, "run_" + task, BriefNode.SKIP, next));
        addCheck(assignment, last(assignment.task()));
        state.addEdge(last(assignment.task()), next);
    }

    private void addCheck(Assignment assignment, String commit) throws GraphStateException {
        String node = "check_" + assignment.name();
        CheckNode check = new CheckNode(assignment);
        add(node, check, assignment.task());
        if (assignment.task().review() == Task.HumanReview.BEFORE_COMMIT) {
            String review = CrewGraph.REVIEW + assignment.name();
            add(review, new ReviewNode(assignment), assignment.task());
            addVerdict(node, check, review);
            addVerdict(review, check, commit);
        } else {
            addVerdict(node, check, commit);
        }
    }

    private void addVerdict(String node, CheckNode check, String accepted) throws GraphStateException {
        state.addConditionalEdges(
                node,
                edge_async(check::next),
                Map.of(CheckNode.RETRY, "run_" + check.assignment().name(), CheckNode.ACCEPTED, accepted));
    }
}
