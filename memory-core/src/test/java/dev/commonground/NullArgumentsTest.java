package dev.commonground;

import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.learning.LearnRequest;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Rights;
import dev.commonground.memory.Rights.Roles;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.memory.WriteSource;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.recall.RecallRequest;
import dev.commonground.store.MemoryStore;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.output.TokenUsage;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Null arguments to the public API outside the interface of stores. */
class NullArgumentsTest implements NullArgumentsContract {

    @TempDir
    Path folder;

    SharedMemory memory;

    @BeforeEach
    void open() {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Override
    public Collection<Class<?>> types() {
        return ContractTypes.compiledWith(
                SharedMemory.class,
                name -> !name.startsWith("dev.commonground.internal") && !name.equals("dev.commonground.store"));
    }

    @Override
    public Set<Class<?>> implementedByUsers() {
        return Set.of(
                dev.commonground.event.MemoryEvent.Listener.class,
                dev.commonground.event.MemoryEvent.Observer.class,
                dev.commonground.event.MemoryEvent.Observation.class,
                EmbeddingModelProvider.class,
                Rights.class,
                Roles.class,
                dev.commonground.learning.Rules.class);
    }

    @Override
    public ContractArguments arguments() {
        return new ContractArguments()
                .with(SharedMemory.class, () -> memory)
                .with(SharedMemory.Builder.class, () -> SharedMemory.builder(folder.resolve("other.db")))
                .with(Quarantine.class, () -> memory.task("order-7").quarantine("eve"))
                .with(TaskMemory.class, () -> memory.task("order-7"))
                .with(AgentMemory.class, () -> memory.task("order-7").agent("ann"))
                .with(
                        AgentMemory.Async.class,
                        () -> AgentMemory.Async.of(memory.task("order-7").agent("ann")))
                .with(TaskAudit.class, () -> memory.task("order-7").audit("ann"))
                .with(MemoryLog.class, () -> memory.task("order-7").agent("ann").log())
                .with(
                        Step.class,
                        () -> memory.begin(StepRequest.builder("order-7", "plan", "thread-1")
                                .build()))
                .with(
                        StepRequest.class,
                        () -> StepRequest.builder("order-7", "plan", "thread-1").build())
                .with(StepRequest.Builder.class, () -> StepRequest.builder("order-7", "plan", "thread-1"))
                .with(Memory.class, this::memory)
                .with(MemoryId.class, () -> memory().id())
                .with(WriteOutcome.class, () -> new WriteOutcome.Added(memory()))
                .with(Draft.class, () -> Draft.finding("Ships on Monday").build())
                .with(Draft.Builder.class, () -> Draft.finding("Ships on Monday"))
                .with(Statement.class, () -> memory().statement())
                .with(Scope.class, () -> Scope.task("order-7"))
                .with(Filter.class, () -> Filter.ALL)
                .with(Filter.Field.class, Filter::key)
                .with(Confirmation.class, () -> Confirmation.DEFAULT)
                .with(WriteSource.class, () -> WriteSource.since(Instant.EPOCH))
                .with(Cursor.class, Cursor::newRun)
                .with(Briefing.class, () -> memory.task("order-7").agent("ann").brief("ship"))
                .with(BriefingRequest.Builder.class, BriefingRequest::builder)
                .with(RecallRequest.class, () -> RecallRequest.builder("ship").build())
                .with(RecallRequest.Builder.class, () -> RecallRequest.builder("ship"))
                .with(
                        LearnRequest.Builder.class,
                        () -> LearnRequest.builder(List.of(UserMessage.from("Ships on Monday"))))
                .with(MemoryStore.class, StubStore::new)
                .with(
                        DataSource.class,
                        () -> java.lang.reflect.Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {DataSource.class},
                                (proxy, method, values) -> null))
                .with(TokenUsage.class, TokenUsage::new)
                .with(Cursor.Place.class, () -> new Cursor.Place(1, new TreeMap<>()))
                .with(SortedMap.class, TreeMap::new)
                .with(Throwable.class, IllegalStateException::new)
                .with(Reader.class, () -> new StringReader(""))
                .with(Appendable.class, StringBuilder::new);
    }

    private Memory memory() {
        return memory.task("order-7").agent("ann").remember("Ships on Sunday").memory();
    }
}
