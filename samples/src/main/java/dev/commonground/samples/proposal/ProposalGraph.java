package dev.commonground.samples.proposal;

import static org.bsc.langgraph4j.StateGraph.END;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Verdict;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.samples.model.ChosenModel;
import dev.commonground.samples.model.Models;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.state.StateSnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the pipeline as plain LangGraph4j nodes, without the crew runner. {@link ProposalNodes} has the graph. */
@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        description = "The same pipeline as plain LangGraph4j nodes, without the crew runner.")
public final class ProposalGraph implements Callable<Integer> {

    private static final String THREAD = "task_q3_proposal_graph";

    private final PrintStream out = System.out;

    @Mixin
    private ProposalOptions options = new ProposalOptions();

    private String thread = THREAD;

    /** Creates the command; it prints to the console. */
    public ProposalGraph() {}

    @Override
    public Integer call() throws GraphStateException {
        ChosenModel model = Models.fromEnvironment(System.getenv());
        out.println(model.banner());
        try (SharedMemory memory =
                options.memory().listener(new MemoryEventPrinter(out)).open()) {
            String text = run(memory, model.model());
            write(text);
            Verdict verdict = Verdict.of(memory.task(thread).agent("editor").list(), text);
            out.println();
            ProposalPipeline.report(verdict, options.proposal().toString(), out);
        }
        return 0;
    }

    /** Runs the graph on the first unfinished thread, from its last checkpoint if it has one. */
    private String run(SharedMemory memory, ChatModel model) throws GraphStateException {
        GraphMemory graphs = GraphMemory.over(memory);
        StateGraph<ProposalState> graph =
                ProposalNodes.of(graphs, model, options.notes()).graph(graphs);
        CompiledGraph<ProposalState> compiled = graph.compile(CompileConfig.builder()
                .checkpointSaver(graphs.checkpoints(graph.getStateSerializer()))
                .build());
        selectThread(compiled);
        Optional<StateSnapshot<ProposalState>> last = compiled.stateOf(config());
        if (last.isPresent() && finished(compiled)) {
            return last.get().state().text("final");
        }
        GraphInput input = last.isPresent() ? GraphInput.resume() : GraphInput.args(Map.of("client", options.client()));
        return compiled.invoke(input, config()).orElseThrow().text("final");
    }

    private void selectThread(CompiledGraph<ProposalState> compiled) {
        thread = options.run() == null ? THREAD : options.run();
        for (int next = 2; options.run() == null && finished(compiled); next++) {
            thread = THREAD + "-" + next;
        }
    }

    private boolean finished(CompiledGraph<ProposalState> compiled) {
        return compiled.stateOf(config())
                .filter(last -> END.equals(last.next()))
                .isPresent();
    }

    private RunnableConfig config() {
        return GraphMemory.config(thread).build();
    }

    private void write(String text) {
        try {
            Files.writeString(options.proposal(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The proposal cannot be written to %s: make the folder writable".formatted(options.proposal()), e);
        }
    }
}
