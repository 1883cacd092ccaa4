package dev.commonground.samples.proposal;

import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;
import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.crew.check.ConstraintCheck;
import dev.commonground.crew.check.Verdict;
import dev.commonground.langgraph4j.GraphMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;

/**
 * The nodes of the pipeline, an AI service each. A graph needs three additions for the memory: its channel in the schema,
 * {@code attach} for the nodes, and the tools of each agent.
 */
record ProposalNodes(ProposalAssistant researcher, ProposalAssistant writer, ProposalAssistant editor) {

    private static final int ATTEMPTS = 3;

    /** An agent as an AI service of langchain4j. */
    interface ProposalAssistant {
        /** Answers a prompt. */
        String answer(String prompt);
    }

    static ProposalNodes of(GraphMemory graphs, ChatModel model, CallNotes notes) {
        return new ProposalNodes(
                assistant("Research analyst", model, graphs.tools("researcher"), notes),
                assistant("Proposal writer", model, graphs.tools("writer")),
                assistant("Editor and fact-checker", model, graphs.tools("editor")));
    }

    private static ProposalAssistant assistant(String role, ChatModel model, Object... tools) {
        return AiServices.builder(ProposalAssistant.class)
                .chatModel(model)
                .systemMessage(
                        "You are %s.\nGoal: Write a proposal that the client can sign\nBackground: Works from the team's memory, never from guesses."
                                .formatted(role))
                .tools(tools)
                .build();
    }

    StateGraph<ProposalState> graph(GraphMemory graphs) throws GraphStateException {
        StateGraph<ProposalState> graph = new StateGraph<>(graphs.schema(Map.of()), ProposalState::new)
                .addNode("research", node_async(this::research))
                .addNode("draft", node_async(this::draft))
                .addNode("review", node_async(this::review))
                .addEdge(START, "research")
                .addEdge("research", "draft")
                .addEdge("draft", "review")
                .addConditionalEdges(
                        "review", edge_async(ProposalNodes::verdict), Map.of("done", END, "again", "review"));
        return graphs.attach(
                graph,
                policy -> policy.agent("research", "researcher")
                        .agent("draft", "writer")
                        .agent("review", "editor"));
    }

    private Map<String, Object> research(ProposalState state, RunnableConfig config) {
        String task = "Read the notes of the calls with %s. Record requirements, limits, preferences and facts."
                .formatted(state.text("client"));
        return Map.of("research", researcher.answer(prompt(config, task, "One finding a line.")));
    }

    private Map<String, Object> draft(ProposalState state, RunnableConfig config) {
        String task = "Write the proposal for %s.".formatted(state.text("client"));
        return Map.of("draft", writer.answer(prompt(config, task, "The proposal in Markdown.")));
    }

    private Map<String, Object> review(ProposalState state, RunnableConfig config) {
        String task = "Check the draft for %s sentence by sentence and correct it until it meets every constraint."
                .formatted(state.text("client"));
        String prompt = prompt(config, task, "The final proposal in Markdown, the full text.");
        String text = editor.answer(prompt + "\n\n# Context: draft\n" + state.text("draft") + refusal(state));
        return Map.of(
                "final",
                text,
                "violations",
                violations(GraphMemory.memory(config), text),
                "reviews",
                Integer.toString(state.reviews() + 1));
    }

    private static String prompt(RunnableConfig config, String task, String expected) {
        String briefing = GraphMemory.memory(config).brief(task).text();
        return "# Task\n%s\n\n# Expected output\n%s\n\n%s".formatted(task, expected, briefing);
    }

    private static String refusal(ProposalState state) {
        return state.violations().isEmpty()
                ? ""
                : "\n\n# Your last answer was refused\n- %s\n\n# Your last answer\n%s"
                        .formatted(String.join("\n- ", state.violations()), state.text("final"));
    }

    /** Returns a list that the state serializer can write. */
    private static ArrayList<String> violations(AgentMemory memory, String text) {
        List<String> reasons = Verdict.of(memory.list(), text).checks().stream()
                .filter(check -> check.result() == ConstraintCheck.Result.VIOLATED)
                .map(ConstraintCheck::reason)
                .toList();
        return new ArrayList<>(reasons);
    }

    private static String verdict(ProposalState state) {
        return state.violations().isEmpty() || state.reviews() >= ATTEMPTS ? "done" : "again";
    }
}
