package dev.commonground.crew;

import dev.commonground.ContractArguments;
import dev.commonground.ContractTypes;
import dev.commonground.NullArgumentsContract;
import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrail;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.ConsoleProgress;
import dev.commonground.crew.event.CrewListener;
import dev.commonground.crew.event.EventJson;
import dev.commonground.crew.event.Ledger;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.model.Journal;
import dev.commonground.crew.model.ModelLoop;
import dev.commonground.crew.model.Toolbox;
import dev.commonground.crew.report.RunReport;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bsc.langgraph4j.CompileConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class NullArgumentsTest implements NullArgumentsContract {

    @TempDir
    Path directory;

    SharedMemory memory;

    @BeforeEach
    void open() {
        memory = Crews.memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Override
    public Collection<Class<?>> types() {
        return ContractTypes.compiledWith(Crew.class, name -> !name.contains(".internal"));
    }

    @Override
    public Set<Class<?>> implementedByUsers() {
        return Set.of(CrewListener.class, Guardrail.class, ModelLoop.Watcher.class);
    }

    @Override
    public ContractArguments arguments() {
        return new ContractArguments()
                .with(SharedMemory.class, () -> memory)
                .with(Memory.class, this::oneMemory)
                .with(ChatModel.class, ScriptedChatModel::new)
                .with(Agent.class, NullArgumentsTest::agent)
                .with(Task.class, NullArgumentsTest::task)
                .with(Crew.class, this::crew)
                .with(CrewState.class, () -> new CrewState(Map.of()))
                .with(Guardrail.class, Guardrails::notBlank)
                .with(Guardrails.class, Guardrails::notBlank)
                .with(Timeline.class, this::timeline)
                .with(Ledger.class, () -> new Ledger(List.of(), List.of()))
                .with(RunReport.class, () -> RunReport.of(timeline()))
                .with(ConsoleProgress.class, NullArgumentsTest::progress)
                .with(PrintStream.class, NullArgumentsTest::stream)
                .with(EventJson.class, () -> "unused")
                .with(Journal.class, Journal::none)
                .with(ModelLoop.class, NullArgumentsTest::loop)
                .with(Toolbox.class, () -> Toolbox.of(List.of()))
                .with(ChatRequest.class, NullArgumentsTest::request)
                .with(CompileConfig.class, () -> CompileConfig.builder().build())
                .with(Class.class, () -> String.class)
                .with(RuntimeException.class, IllegalStateException::new)
                .with(Path.class, () -> directory.resolve("one"))
                .with(GuardrailFailedException.class, () -> new GuardrailFailedException("t", "a", 1, List.of("no")));
    }

    private Memory oneMemory() {
        return memory.task("one").agent("one").remember("One thing").memory();
    }

    private static Agent agent() {
        return Crews.agent("one", new ScriptedChatModel()).build();
    }

    private static Task task() {
        return Crews.task("one", agent()).build();
    }

    private Crew crew() {
        return Crew.builder("one").tasks(task()).memory(memory).build();
    }

    private Timeline timeline() {
        Agent agent = Crews.agent("one", new ScriptedChatModel().says("Done.")).build();
        return Crew.builder("one")
                .tasks(Crews.task("one", agent).build())
                .withoutMemory()
                .build()
                .kickoff(Run.id("run"))
                .timeline();
    }

    private static PrintStream stream() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    private static ConsoleProgress progress() {
        return ConsoleProgress.to(stream());
    }

    private static ModelLoop loop() {
        return new ModelLoop(
                new ModelLoop.Settings("one", "one", new ScriptedChatModel(), 1, 0, null, null),
                Toolbox.of(List.of()),
                Journal.none(),
                new Silent());
    }

    private static ChatRequest request() {
        return ChatRequest.builder().messages(UserMessage.from("one")).build();
    }

    /** Ignores the events of a loop. */
    private static final class Silent implements ModelLoop.Watcher {

        @Override
        public void called(ChatResponse response, boolean fromJournal) {}

        @Override
        public void used(ToolExecutionRequest request, String result) {}
    }
}
