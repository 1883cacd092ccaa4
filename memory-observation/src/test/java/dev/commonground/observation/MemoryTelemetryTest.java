package dev.commonground.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.crew.Agent;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.state.AgentState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spans and metrics of a memory, as the SDK of OpenTelemetry exports them. */
@SuppressWarnings("try") // a span is current without being used
class MemoryTelemetryTest {

    private static final String SECRET = "Ada plans to leave the company in May";

    @TempDir
    Path folder;

    final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    final InMemoryMetricReader reader = InMemoryMetricReader.create();
    final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(reader).build())
            .build();
    final Tracer tracer = telemetry.getTracer("application");

    @Nullable
    SharedMemory memory;

    SharedMemory memory() {
        return memory(builder -> builder);
    }

    SharedMemory memory(UnaryOperator<MemoryTelemetry.Builder> settings) {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .observer(settings.apply(MemoryTelemetry.builder(telemetry)).build())
                .open();
        return memory;
    }

    @AfterEach
    void close() {
        if (memory != null) {
            memory.close();
        }
        telemetry.close();
    }

    List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    SpanData only(String name) {
        List<SpanData> found =
                spans().stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    /** Returns the names of the spans, each below its parent and with two more spaces. */
    List<String> tree() {
        List<String> lines = new ArrayList<>();
        spans().stream()
                .filter(span -> !span.getParentSpanContext().isValid())
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos))
                .forEach(root -> addTree("", root, lines));
        return lines;
    }

    private void addTree(String indent, SpanData span, List<String> lines) {
        lines.add(indent + span.getName());
        spans().stream()
                .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos).thenComparing(SpanData::getName))
                .forEach(child -> addTree(indent + "  ", child, lines));
    }

    @Nested
    class Conventions {

        @Test
        void nameTheOperationsOfAMemory() {
            AgentMemory ann = memory().task("q3").agent("ann");
            MemoryId tea = ann.remember("Ada likes tea").memory().id();
            ann.remember(
                    Draft.constraint("The tone is formal").key("tone", "formal").build());
            ann.recall("tea", 5);
            ann.brief("write");
            ann.learn(List.of(UserMessage.from("It must not exceed 500 words.")));
            MemoryId coffee = ann.revise(tea, "Ada likes coffee").memory().id();
            ann.forget(coffee);

            assertThat(tree())
                    .containsExactly(
                            "create_memory",
                            "  commit",
                            "upsert_memory",
                            "  commit",
                            "search_memory",
                            "search_memory",
                            "upsert_memory",
                            "  commit",
                            "update_memory",
                            "  commit",
                            "delete_memory",
                            "  commit");
        }

        @Test
        void describeARecall() {
            AgentMemory ann = memory(builder -> builder.store("acme"))
                    .task("q3")
                    .inThread("t-1")
                    .agent("ann");
            ann.remember("Ada likes tea");
            ann.recall("tea", 5);

            assertThat(only("search_memory").getAttributes().asMap())
                    .containsAllEntriesOf(Map.of(
                            AttributeKey.stringKey("gen_ai.operation.name"), "search_memory",
                            AttributeKey.stringKey("gen_ai.memory.store.id"), "acme",
                            AttributeKey.longKey("gen_ai.memory.record.count"), 1L,
                            AttributeKey.stringKey("gen_ai.agent.name"), "ann",
                            AttributeKey.stringKey("gen_ai.conversation.id"), "t-1",
                            AttributeKey.stringKey("commonground.operation"), "recall",
                            AttributeKey.stringKey("commonground.task"), "q3",
                            AttributeKey.longKey("commonground.recall.candidates"), 1L,
                            AttributeKey.longKey("commonground.recall.below_floor"), 0L));
        }

        @Test
        void nameTheFailure() {
            SharedMemory shared = memory();
            AgentMemory ann = shared.task("q3").agent("ann");
            MemoryId tea = ann.remember("Ada likes tea").memory().id();

            AgentMemory past = shared.task("q3").asOf(ann.log().cursor()).agent("ann");
            assertThatThrownBy(() -> past.forget(tea)).isInstanceOf(IllegalStateException.class);

            SpanData span = only("delete_memory");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                    .isEqualTo("java.lang.IllegalStateException");
        }
    }

    @Nested
    class Content {

        void readAndWrite(SharedMemory shared) {
            AgentMemory ann = shared.task("q3").forUser("ada@example.org").agent("ann");
            ann.remember(SECRET);
            ann.aboutUser().prefer("Ada wants it short");
            ann.recall("Who plans to leave?", 5);
            ann.brief("plan the leave");
            assertThatThrownBy(() -> ann.forget(new MemoryId("m-aaaaaaaaaaaaaaaaaaaaaaaaaa")))
                    .isInstanceOf(MemoryException.NotFound.class);
            shared.user("ada@example.org").remember("Ada is here");
        }

        String exported() {
            return spans() + " " + reader.collectAllMetrics();
        }

        @Test
        void isNeverExportedByDefault() {
            readAndWrite(memory());

            assertThat(spans()).hasSizeGreaterThan(6);
            assertThat(exported())
                    .doesNotContainIgnoringCase("leave")
                    .doesNotContainIgnoringCase("short")
                    .doesNotContain("example.org");
        }

        @Test
        void isExportedIfTheBuilderAllowsIt() {
            readAndWrite(memory(MemoryTelemetry.Builder::captureContent));

            SpanData recall = spans().stream()
                    .filter(span -> "recall".equals(span.getAttributes().get(Keys.OPERATION)))
                    .findFirst()
                    .orElseThrow();
            assertThat(recall.getAttributes().get(AttributeKey.stringKey("gen_ai.memory.query.text")))
                    .isEqualTo("Who plans to leave?");
            assertThat(recall.getAttributes().get(AttributeKey.stringKey("gen_ai.memory.records")))
                    .startsWith("[{\"id\":\"m-")
                    .contains("\"content\":\"" + SECRET + "\"")
                    .contains("\"score\":");
            assertThat(exported()).doesNotContain("example.org");
        }
    }

    @Nested
    class Parents {

        private static Executor anotherThread() {
            return Executors.newSingleThreadExecutor();
        }

        /** Virtual threads, where the JDK has them. */
        private static ExecutorService virtualThreads() {
            try {
                return (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
            } catch (ReflectiveOperationException e) {
                return Executors.newCachedThreadPool();
            }
        }

        StateGraph<AgentState> graph(GraphMemory graphs) {
            return new StateGraph<>(graphs.schema(Map.of()), AgentState::new);
        }

        @Test
        void areTheStepsOfANodeOnEveryThread() throws GraphStateException {
            GraphMemory graphs = GraphMemory.over(memory());
            ExecutorService tools = virtualThreads();
            StateGraph<AgentState> graph = graph(graphs)
                    .addNode("plan", node_async((state, config) -> {
                        AgentMemory own = GraphMemory.memory(config);
                        CompletableFuture.runAsync(() -> own.remember("Ada likes tea"), tools)
                                .join();
                        return Map.of();
                    }))
                    .addNode("write", node_async((state, config) -> {
                        GraphMemory.memory(config).recall("tea", 5);
                        return Map.of();
                    }))
                    .addEdge(START, "plan")
                    .addEdge("plan", "write")
                    .addEdge("write", END);
            Span request = tracer.spanBuilder("GET /proposal").startSpan();

            try (Scope ignored = request.makeCurrent()) {
                graphs.attach(graph, policy -> {})
                        .compile()
                        .invoke(Map.of(), GraphMemory.config("q3").build());
            } finally {
                request.end();
                tools.shutdown();
            }

            assertThat(tree())
                    .containsExactly(
                            "GET /proposal",
                            "  step plan",
                            "    create_memory",
                            "    commit",
                            "  step write",
                            "    search_memory");
        }

        @Test
        void areTheRunOfAGraphOnEveryThread() throws GraphStateException {
            GraphMemory graphs = GraphMemory.over(memory());
            ExecutorService tools = virtualThreads();
            StateGraph<AgentState> graph = graph(graphs)
                    .addNode("plan", node_async((state, config) -> Map.of()))
                    .addNode("legal", remembering("No discounts"))
                    .addNode("market", remembering("Payback in 9 months"))
                    .addNode("join", node_async((state, config) -> Map.of()))
                    .addEdge(START, "plan")
                    .addEdge("plan", "legal")
                    .addEdge("plan", "market")
                    .addEdge("legal", "join")
                    .addEdge("market", "join")
                    .addEdge("join", END);
            RunnableConfig config = GraphMemory.config("q3")
                    .addParallelNodeExecutor("plan", tools)
                    .build();
            var compiled = graphs.attach(graph, policy -> {}).compile();

            graphs.observe(
                    "proposal",
                    config,
                    own -> CompletableFuture.supplyAsync(() -> compiled.invoke(Map.of(), own), tools)
                            .join());
            tools.shutdown();

            assertThat(tree())
                    .startsWith("invoke_workflow proposal", "  step plan", "  step __PARALLEL__(plan)")
                    .contains("    step legal", "    step market", "      create_memory", "      commit")
                    .endsWith("  step join")
                    .filteredOn(line -> !line.startsWith(" "))
                    .hasSize(1);
        }

        @Test
        void areTheRunOfAGraphThatANodeStarts() throws GraphStateException {
            GraphMemory graphs = GraphMemory.over(memory());
            var inner = graphs.attach(
                            graph(graphs)
                                    .addNode("search", remembering("No discounts"))
                                    .addEdge(START, "search")
                                    .addEdge("search", END),
                            policy -> {})
                    .compile();
            var outer = graphs.attach(
                            graph(graphs)
                                    .addNode("research", node_async((state, config) -> {
                                        graphs.observe("library", config, own -> inner.invoke(Map.of(), own));
                                        return Map.of();
                                    }))
                                    .addEdge(START, "research")
                                    .addEdge("research", END),
                            policy -> {})
                    .compile();

            graphs.observe("proposal", GraphMemory.config("q3").build(), own -> outer.invoke(Map.of(), own));

            assertThat(tree())
                    .startsWith(
                            "invoke_workflow proposal",
                            "  step research",
                            "    invoke_workflow library",
                            "      step search",
                            "        create_memory");
        }

        @Test
        void tellTheFailureOfARun() throws GraphStateException {
            GraphMemory graphs = GraphMemory.over(memory());
            RunnableConfig config = GraphMemory.config("q3").build();

            assertThatThrownBy(() -> graphs.observe("proposal", config, own -> {
                        throw new IllegalArgumentException("no plan");
                    }))
                    .hasMessage("no plan");

            assertThat(only("invoke_workflow proposal").getAttributes().asMap())
                    .containsEntry(AttributeKey.stringKey("error.type"), "java.lang.IllegalArgumentException")
                    .containsEntry(AttributeKey.stringKey("commonground.task"), "q3");
        }

        @Test
        void areTheSpansOfTheApplicationWithinANode() throws GraphStateException {
            GraphMemory graphs = GraphMemory.over(memory());
            StateGraph<AgentState> graph = graph(graphs)
                    .addNode("plan", node_async((state, config) -> {
                        Span model = tracer.spanBuilder("chat").startSpan();
                        try (Scope ignored = model.makeCurrent()) {
                            GraphMemory.memory(config).recall("tea", 5);
                        } finally {
                            model.end();
                        }
                        return Map.of();
                    }))
                    .addEdge(START, "plan")
                    .addEdge("plan", END);

            graphs.attach(graph, policy -> {})
                    .compile()
                    .invoke(Map.of(), GraphMemory.config("q3").build());

            assertThat(tree()).containsExactly("step plan", "  chat", "    search_memory");
        }

        @Test
        void joinTheBranchesOfAParallelStep() throws GraphStateException {
            GraphMemory graphs = GraphMemory.over(memory());
            StateGraph<AgentState> graph = graph(graphs)
                    .addNode("start", node_async((state, config) -> Map.of()))
                    .addNode("legal", remembering("No discounts"))
                    .addNode("market", remembering("Payback in 9 months"))
                    .addNode("join", node_async((state, config) -> Map.of()))
                    .addEdge(START, "start")
                    .addEdge("start", "legal")
                    .addEdge("start", "market")
                    .addEdge("legal", "join")
                    .addEdge("market", "join")
                    .addEdge("join", END);
            RunnableConfig config = GraphMemory.config("q3")
                    .addParallelNodeExecutor("start", anotherThread())
                    .build();

            graphs.attach(graph, policy -> {}).compile().invoke(Map.of(), config);

            assertThat(tree())
                    .startsWith("step start", "step __PARALLEL__(start)")
                    .contains("  step legal", "  step market", "    create_memory", "    commit")
                    .doesNotContain("step legal", "step market", "create_memory", "commit");
        }

        private static AsyncNodeActionWithConfig<AgentState> remembering(String text) {
            return node_async((state, config) -> {
                GraphMemory.memory(config).remember(text);
                return Map.of();
            });
        }

        @Test
        void tellTheFailureOfANode() throws GraphStateException {
            GraphMemory graphs = GraphMemory.over(memory());
            StateGraph<AgentState> graph = graph(graphs)
                    .addNode("plan", node_async((state, config) -> {
                        throw new IllegalArgumentException("no plan");
                    }))
                    .addEdge(START, "plan")
                    .addEdge("plan", END);
            var compiled = graphs.attach(graph, policy -> {}).compile();

            assertThatThrownBy(() ->
                            compiled.invoke(Map.of(), GraphMemory.config("q3").build()))
                    .hasStackTraceContaining("no plan");

            assertThat(only("step plan").getAttributes().get(AttributeKey.stringKey("error.type")))
                    .contains("Exception");
        }
    }

    @Nested
    class Crews {

        /** A model that answers in a row of words. */
        private static final class Answering implements ChatModel {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("Done as you wish."))
                        .build();
            }
        }

        private static Task task(String name) {
            Agent agent = Agent.builder(name + "er")
                    .role("A worker")
                    .goal("Work")
                    .backstory("Works.")
                    .model(new Answering())
                    .build();
            return Task.builder(name)
                    .agent(agent)
                    .description("Do it.")
                    .expectedOutput("A line.")
                    .build();
        }

        @Test
        void areRunsOfTasksOfSteps() {
            Crew crew = Crew.builder("proposal")
                    .tasks(task("plan"), task("draft"))
                    .memory(memory())
                    .build();

            crew.kickoff(Run.id("run-1"));

            assertThat(tree())
                    .startsWith(
                            "invoke_workflow proposal",
                            "  invoke_agent planer",
                            "    step brief_plan",
                            "      search_memory")
                    .containsSubsequence(
                            "    step commit_plan",
                            "      upsert_memory",
                            "      commit",
                            "  invoke_agent drafter",
                            "    step brief_draft",
                            "    step commit_draft",
                            "  step finish");
            assertThat(only("invoke_agent planer").getAttributes().asMap())
                    .containsAllEntriesOf(Map.of(
                            AttributeKey.stringKey("gen_ai.operation.name"), "invoke_agent",
                            AttributeKey.stringKey("gen_ai.agent.name"), "planer",
                            AttributeKey.stringKey("commonground.crew.task"), "plan"));
        }

        @Test
        void keepParallelTasksApart() {
            Crew crew = Crew.builder("proposal")
                    .parallel(task("legal"), task("market"))
                    .tasks(task("draft"))
                    .memory(memory())
                    .build();

            crew.kickoff(Run.id("run-1"));

            SpanData run = only("invoke_workflow proposal");
            for (String task : List.of("legal", "market", "draft")) {
                SpanData span = only("invoke_agent " + task + "er");
                assertThat(span.getTraceId()).isEqualTo(run.getTraceId());
                for (String node : List.of("brief_", "run_", "check_", "commit_")) {
                    SpanData step = spans().stream()
                            .filter(one -> one.getName().endsWith(node + task))
                            .findFirst()
                            .orElseThrow();
                    assertThat(step.getParentSpanId()).as(node + task).isEqualTo(span.getSpanId());
                    assertThat(step.getEndEpochNanos()).isLessThanOrEqualTo(span.getEndEpochNanos());
                }
            }
        }
    }

    @Nested
    class Metrics {

        MetricData metric(String name) {
            return reader.collectAllMetrics().stream()
                    .filter(metric -> metric.getName().equals("commonground.memory." + name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no metric " + name));
        }

        long sum(String name) {
            return metric(name).getLongSumData().getPoints().stream()
                    .mapToLong(LongPointData::getValue)
                    .sum();
        }

        @Test
        void tellTheLoadAndTheWork() {
            SharedMemory shared = memory();
            AgentMemory ann = shared.task("q3").agent("ann");
            ann.remember(
                    Draft.constraint("The tone is formal").key("tone", "formal").build());
            shared.task("q3")
                    .agent("bob")
                    .remember(Draft.constraint("The tone is casual")
                            .key("tone", "casual")
                            .build());
            ann.recall("tone", 5);
            int tokens = ann.brief("write").tokens();

            assertThat(sum("conflicts")).isEqualTo(1);
            assertThat(sum("commit.entries")).isEqualTo(2);
            assertThat(sum("index.cold_scopes")).isPositive();
            assertThat(metric("writes").getLongSumData().getPoints())
                    .extracting(point -> point.getAttributes().get(Keys.OUTCOME))
                    .containsExactlyInAnyOrder("added", "in_conflict");
            assertThat(metric("recall.candidates").getHistogramData().getPoints())
                    .extracting(HistogramPointData::getSum)
                    .containsExactly(2.0);
            assertThat(metric("briefing.tokens").getHistogramData().getPoints())
                    .extracting(HistogramPointData::getSum)
                    .containsExactly((double) tokens);
            assertThat(metric("index.size").getLongGaugeData().getPoints())
                    .allSatisfy(point -> assertThat(point.getValue()).isPositive());
            assertThat(metric("writers.queued").getLongGaugeData().getPoints())
                    .extracting(LongPointData::getValue)
                    .containsExactly(0L);
            assertThat(metric("operation.duration").getHistogramData().getPoints())
                    .extracting(point -> point.getAttributes().get(Keys.OPERATION) + " " + point.getCount())
                    .containsExactlyInAnyOrder("remember_keyed 2", "commit 2", "recall 1", "brief 1");
        }

        @Test
        void endWithTheMemory() {
            memory().close();

            assertThat(reader.collectAllMetrics())
                    .extracting(MetricData::getName)
                    .doesNotContain("commonground.memory.index.size");
        }
    }
}
