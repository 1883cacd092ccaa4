package dev.commonground.samples.proposal;

import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;
import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.crew.check.ConstraintCheck;
import dev.commonground.crew.check.Verdict;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.samples.model.ChosenModel;
import dev.commonground.samples.model.Models;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.StateSnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The same pipeline as plain LangGraph4j nodes, without the crew runner: what it takes to put the memory into a graph of
 * your own. The channel goes into the schema, the memory around the nodes, and the tools are one object.
 */
@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        description = "The same pipeline as plain LangGraph4j nodes, without the crew runner.")
public final class ProposalGraph implements Callable<Integer> {

    private static final String THREAD = "task_q3_proposal_graph";
    private static final int ATTEMPTS = 3;

    private final PrintStream out = System.out;

    @Mixin
    private ProposalOptions options = new ProposalOptions();

    private String thread = THREAD;

    /** The graph's state: the draft, the final text, what is wrong with it, and how often it was reviewed. */
    static final class State extends AgentState {

        State(Map<String, Object> data) {
            super(data);
        }

        String text(String key) {
            return this.<String>value(key).orElse("");
        }

        List<String> violations() {
            return this.<List<String>>value("violations").orElse(List.of());
        }

        int reviews() {
            return Integer.parseInt(this.<String>value("reviews").orElse("0"));
        }
    }

    /** An agent as langchain4j makes it. */
    interface Assistant {
        /** Answers a prompt. */
        String answer(String prompt);
    }

    /** Creates the command; it prints to the console. */
    public ProposalGraph() {}

    @Override
    public Integer call() throws GraphStateException {
        ChosenModel model = Models.fromEnvironment(System.getenv());
        out.println(model.banner());
        try (SharedMemory memory = options.memory().listener(new MemoryLog(out)).open()) {
            String text = run(memory, model.model());
            write(text);
            Verdict verdict = Verdict.of(memory.task(thread).agent("editor").list(), text);
            out.println();
            ProposalPipeline.report(verdict, options.proposal().toString(), out);
        }
        return 0;
    }

    /** Runs the graph on the first thread that is not finished, or goes on with it from its last checkpoint. */
    private String run(SharedMemory memory, ChatModel model) throws GraphStateException {
        GraphMemory graphs = GraphMemory.over(memory);
        StateGraph<State> graph = graph(graphs, model);
        CompiledGraph<State> compiled = graph.compile(CompileConfig.builder()
                .checkpointSaver(graphs.checkpoints(graph.getStateSerializer()))
                .build());
        thread = options.run() == null ? THREAD : options.run();
        for (int next = 2; options.run() == null && finished(compiled); next++) {
            thread = THREAD + "-" + next;
        }
        Optional<StateSnapshot<State>> last = compiled.stateOf(config());
        if (last.isPresent() && finished(compiled)) {
            return last.get().state().text("final");
        }
        GraphInput input = last.isPresent() ? GraphInput.resume() : GraphInput.args(Map.of("client", options.client()));
        return compiled.invoke(input, config()).orElseThrow().text("final");
    }

    private boolean finished(CompiledGraph<State> compiled) {
        return compiled.stateOf(config())
                .filter(last -> END.equals(last.next()))
                .isPresent();
    }

    private RunnableConfig config() {
        return GraphMemory.config(thread).build();
    }

    private StateGraph<State> graph(GraphMemory graphs, ChatModel model) throws GraphStateException {
        Assistant researcher = assistant("Research analyst", model, graphs.tools("researcher"), options.notes());
        Assistant writer = assistant("Proposal writer", model, graphs.tools("writer"));
        Assistant editor = assistant("Editor and fact-checker", model, graphs.tools("editor"));
        StateGraph<State> graph = new StateGraph<>(graphs.schema(Map.of()), State::new)
                .addNode(
                        "research",
                        node_async((state, config) -> Map.of(
                                "research",
                                researcher.answer(prompt(
                                        GraphMemory.memory(config),
                                        "Read the notes of the calls with %s. Record requirements, limits, preferences and facts."
                                                .formatted(state.text("client")),
                                        "One finding a line.")))))
                .addNode(
                        "draft",
                        node_async((state, config) -> Map.of(
                                "draft",
                                writer.answer(prompt(
                                        GraphMemory.memory(config),
                                        "Write the proposal for %s.".formatted(state.text("client")),
                                        "The proposal in Markdown.")))))
                .addNode("review", node_async((state, config) -> review(state, config, editor)))
                .addEdge(START, "research")
                .addEdge("research", "draft")
                .addEdge("draft", "review")
                .addConditionalEdges(
                        "review",
                        edge_async(state ->
                                state.violations().isEmpty() || state.reviews() >= ATTEMPTS ? "done" : "again"),
                        Map.of("done", END, "again", "review"));
        return graphs.attach(
                graph,
                policy -> policy.agent("research", "researcher")
                        .agent("draft", "writer")
                        .agent("review", "editor"));
    }

    private static Assistant assistant(String role, ChatModel model, Object... tools) {
        return AiServices.builder(Assistant.class)
                .chatModel(model)
                .systemMessage(
                        "You are %s.\nGoal: Write a proposal that the client can sign\nBackground: Works from the team's memory, never from guesses."
                                .formatted(role))
                .tools(tools)
                .build();
    }

    private static Map<String, Object> review(State state, RunnableConfig config, Assistant editor) {
        AgentMemory memory = GraphMemory.memory(config);
        String task = prompt(
                memory,
                "Check the draft for %s sentence by sentence and correct it until it meets every constraint."
                        .formatted(state.text("client")),
                "The final proposal in Markdown, the full text.");
        String again = state.violations().isEmpty()
                ? ""
                : "\n\n# Your last answer was refused\n- %s\n\n# Your last answer\n%s"
                        .formatted(String.join("\n- ", state.violations()), state.text("final"));
        String text = editor.answer(task + "\n\n# Context: draft\n" + state.text("draft") + again);
        List<String> violations = Verdict.of(memory.list(), text).checks().stream()
                .filter(check -> check.result() == ConstraintCheck.Result.VIOLATED)
                .map(ConstraintCheck::reason)
                .toList();
        return Map.of(
                "final",
                text,
                "violations",
                new ArrayList<>(violations),
                "reviews",
                Integer.toString(state.reviews() + 1));
    }

    private static String prompt(AgentMemory memory, String task, String expected) {
        return "# Task\n%s\n\n# Expected output\n%s\n\n%s"
                .formatted(task, expected, memory.brief(task).text());
    }

    private void write(String text) {
        try {
            Files.writeString(options.proposal(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("The proposal cannot be written to " + options.proposal(), e);
        }
    }
}
