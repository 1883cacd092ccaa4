package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import dev.commonground.AgentMemory;
import dev.commonground.TaskAudit;
import dev.commonground.audit.Revocation;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.StateSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A graph that resumes from a checkpoint of before a revocation does not see what was revoked. */
class RevocationTimeTravelTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final List<String> seen = new ArrayList<>();

    /** The id of the scraped memory, which the nodes keep outside the memory. */
    final AtomicReference<MemoryId> price = new AtomicReference<>();

    AsyncNodeActionWithConfig<TestState> node(String name, String text) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            AgentMemory own = GraphMemory.memory(config);
            seen.add(name + " sees " + own.list().stream().map(Memory::text).toList());
            MemoryId source = price.get();
            Draft.Builder draft = Draft.finding(text);
            Draft written =
                    source == null ? draft.build() : draft.derivedFrom(source).build();
            price.compareAndSet(null, own.remember(written).memory().id());
            return Map.of();
        });
    }

    @Test
    void aForkFromAnOldCheckpointNeitherSeesNorCarriesOnWhatWasRevoked() throws Exception {
        CompiledGraph<TestState> app = memory.graphs()
                .attach(new StateGraph<>(
                                memory.graphs().schema(TestState.SCHEMA),
                                TestState.Serialization.OBJECT_STREAM.serializer())
                        .addNode("scrape", node("scrape", "the price is 7"))
                        .addNode("write", node("write", "the total is 70"))
                        .addEdge(START, "scrape")
                        .addEdge("scrape", "write")
                        .addEdge("write", END))
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .build());
        app.invoke(Map.of(), ORDER_7);
        assertThat(memory.live("order-7")).containsExactly("the price is 7", "the total is 70");
        TaskAudit audit = memory.shared().task("order-7").audit("Ada");

        Revocation revocation = audit.revoke(WriteSource.of(Author.agent("scrape")));
        assertThat(memory.live("order-7")).isEmpty();
        RunnableConfig beforeWrite = app.getStateHistory(ORDER_7).stream()
                .filter(snapshot -> "write".equals(snapshot.next()))
                .map(StateSnapshot::config)
                .findFirst()
                .orElseThrow();
        app.invoke(GraphInput.resume(), beforeWrite);

        assertThat(seen).containsExactly("scrape sees []", "write sees [the price is 7]", "write sees []");
        assertThat(memory.live("order-7")).isEmpty();
        audit.restore(revocation.id());
        assertThat(memory.live("order-7")).containsExactly("the price is 7", "the total is 70");
    }
}
