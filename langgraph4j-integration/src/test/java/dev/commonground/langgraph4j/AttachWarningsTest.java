package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import dev.commonground.test.ScriptedChatModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.agentexecutor.AgentExecutor;
import org.bsc.langgraph4j.state.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The warnings that attaching logs. */
@ResourceLock(Resources.SYSTEM_ERR)
class AttachWarningsTest {

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final PrintStream before = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(before);
    }

    String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    StateGraph<TestState> one(Map<String, Channel<?>> schema) throws Exception {
        return new StateGraph<>(schema, TestState::new)
                .addNode("write", notebook.node("write"))
                .addEdge(START, "write")
                .addEdge("write", END);
    }

    StateGraph<TestState> around(StateGraph<TestState> sub) throws Exception {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("edit", sub.compile())
                .addEdge(START, "edit")
                .addEdge("edit", END);
    }

    @Test
    void aSchemaWithoutTheChannelLogsAWarning() throws Exception {
        memory.graphs().attach(one(TestState.SCHEMA));

        assertThat(logged().lines())
                .singleElement()
                .asString()
                .startsWith("[main] WARN")
                .contains("The graph's schema has no channel memory.cursor", "GraphMemory.schema(...)");
    }

    @Test
    void aCompiledSubGraphWithoutTheMemoryLogsAWarningWithItsName() throws Exception {
        memory.graphs().attach(around(one(memory.graphs().schema(TestState.SCHEMA))));

        assertThat(logged().lines())
                .singleElement()
                .asString()
                .startsWith("[main] WARN")
                .contains(
                        "The nodes of the compiled sub-graph edit have no memory: attach the memory to the sub-graph before you compile it");
    }

    @Test
    void aCorrectGraphLogsNoWarning() throws Exception {
        memory.graphs().attach(one(memory.graphs().schema(TestState.SCHEMA)));
        memory.graphs().attach(around(memory.graphs().attach(one(memory.graphs().schema(TestState.SCHEMA)))));
        memory.graphs().stateGraph(TestState.SCHEMA, TestState::new);

        assertThat(logged()).isEmpty();
    }

    @Test
    void aPrebuiltAgentLogsNoWarningBecauseItsSchemaIsFixed() throws Exception {
        memory.graphs()
                .attach(AgentExecutor.builder()
                        .chatModel(new ScriptedChatModel())
                        .build());

        assertThat(logged()).isEmpty();
    }

    @Test
    void anEmptyPolicyLogsNoWarning() throws Exception {
        memory.graphs().attach(one(memory.graphs().schema(TestState.SCHEMA)), policy -> {});

        assertThat(logged()).isEmpty();
    }
}
