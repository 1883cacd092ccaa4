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

/** A graph that tasks are added to, with the agent that works in each node. */
final class GraphOfTasks {

    /** Makes the channels of a graph's state. */
    @FunctionalInterface
    interface Schema {
        Map<String, Channel<?>> channels();
    }

    private final StateGraph<CrewState> state;
    private final LongTexts texts;
    private final Map<String, String> agents = new LinkedHashMap<>();

    GraphOfTasks(Schema schema, LongTexts texts) {
        this.state = new StateGraph<>(schema.channels(), data -> new CrewState(data, texts));
        this.texts = texts;
    }

    StateGraph<CrewState> state() {
        return state;
    }

    /** Tells the memory which agent works in which node. */
    void assign(AttachPolicy.Builder<CrewState> policy) {
        agents.forEach(policy::agent);
    }

    /** Returns the first node of a task. */
    static String entry(Task task) {
        return "brief_" + task.name();
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

    /** Adds a manager's task: its turns lead to the tasks it gives out, its answer to {@code next}. */
    void addManager(Assignment assignment, Map<String, String> delegations, String next) throws GraphStateException {
        addSteps(assignment, next);
        Map<String, String> targets = new LinkedHashMap<>(delegations);
        targets.put(RunNode.ANSWERED, "check_" + assignment.name());
        state.addConditionalEdges("run_" + assignment.name(), edge_async(new RunNode(assignment)::next), targets);
    }

    private void addSteps(Assignment assignment, String next) throws GraphStateException {
        String task = assignment.name();
        Agent agent = assignment.task().agent();
        BriefNode brief = new BriefNode(assignment);
        CheckNode check = new CheckNode(assignment);
        String commit = "commit_" + task;
        String review = CrewGraph.REVIEW + task;
        boolean reviewed = assignment.task().review() == Task.HumanReview.BEFORE_COMMIT;
        add("brief_" + task, brief, agent);
        add("run_" + task, new RunNode(assignment), agent);
        add("check_" + task, check, agent);
        add(commit, new CommitNode(assignment), agent);
        state.addConditionalEdges(
                "brief_" + task, edge_async(brief::next), Map.of(BriefNode.DO, "run_" + task, BriefNode.SKIP, next));
        addVerdict("check_" + task, check, reviewed ? review : commit);
        if (reviewed) {
            add(review, new ReviewNode(assignment), agent);
            addVerdict(review, check, commit);
        }
        state.addEdge(commit, next);
    }

    private void addVerdict(String node, CheckNode check, String accepted) throws GraphStateException {
        state.addConditionalEdges(
                node,
                edge_async(check::next),
                Map.of(CheckNode.RETRY, "run_" + check.assignment().name(), CheckNode.ACCEPTED, accepted));
    }
}
