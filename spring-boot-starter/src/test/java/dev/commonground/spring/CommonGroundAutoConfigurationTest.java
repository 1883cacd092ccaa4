package dev.commonground.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.langgraph4j.MemoryBriefing;
import dev.commonground.langgraph4j.MemoryRetriever;
import dev.commonground.langgraph4j.MemoryTools;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.ChatMemoryProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.sqlite.SQLiteDataSource;

/** The memory as the beans of an application; the same tests run on Spring Boot 3.5 and 4. */
class CommonGroundAutoConfigurationTest {

    @TempDir
    Path folder;

    ApplicationContextRunner runner = new ApplicationContextRunner();

    @BeforeEach
    void configure() {
        runner = runner.withConfiguration(AutoConfigurations.of(CommonGroundAutoConfiguration.class))
                .withPropertyValues("commonground.url=" + folder.resolve("memory.db"), "commonground.embedding=none");
    }

    @Nested
    class Beans {

        @Test
        void areTheMemoryAndItsWaysIntoAiServicesAndGraphs() {
            runner.run(context -> {
                assertThat(context.getBean(SharedMemory.class)).isNotNull();
                assertThat(context.getBean(GraphMemory.class)).isNotNull();
                assertThat(context.getBean(MemoryTools.class)).isNotNull();
                assertThat(context.getBean(MemoryRetriever.class)).isNotNull();
                assertThat(context.getBean(MemoryBriefing.class)).isNotNull();
                assertThat(context.getBean(ChatMemoryStore.class)).isNotNull();
            });
        }

        @Test
        void keepChatsInTheMemory() {
            runner.withPropertyValues("commonground.chat-messages=2").run(context -> {
                ChatMemory chat = context.getBean(ChatMemoryProvider.class).get("q3");
                chat.add(UserMessage.from("one"));
                chat.add(AiMessage.from("two"));
                chat.add(UserMessage.from("three"));

                assertThat(context.getBean(ChatMemoryStore.class).getMessages("q3"))
                        .containsExactly(AiMessage.from("two"), UserMessage.from("three"));
            });
        }

        @Test
        void giveWayToThoseOfTheApplication() {
            SharedMemory own = SharedMemory.builder(folder.resolve("own.db"))
                    .keywordsOnly()
                    .open();
            runner.withBean(SharedMemory.class, () -> own)
                    .run(context ->
                            assertThat(context.getBean(SharedMemory.class)).isSameAs(own));
        }

        @Test
        void areAbsentIfTheApplicationWantsNone() {
            runner.withPropertyValues("commonground.enabled=false")
                    .run(context -> assertThat(context.getBeanNamesForType(SharedMemory.class))
                            .isEmpty());
        }

        @Test
        void listenToTheMemory() {
            List<MemoryEvent> events = new ArrayList<>();
            runner.withBean(MemoryEvent.Listener.class, () -> events::add).run(context -> {
                ann(context).remember("Ada likes tea");

                assertThat(events).hasSize(1);
            });
        }

        @Test
        void closeWithTheApplication() {
            List<AgentMemory> handles = new ArrayList<>();
            runner.run(context -> handles.add(ann(context)));

            assertThatThrownBy(() -> handles.get(0).remember("Ada likes tea"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    private static AgentMemory ann(ApplicationContext context) {
        return context.getBean(SharedMemory.class).task("q3").agent("ann");
    }

    @Nested
    class Properties {

        @Test
        void separateOwners() {
            runner.withPropertyValues("commonground.owner=acme")
                    .run(context -> ann(context).remember("Ada likes tea"));

            runner.withPropertyValues("commonground.owner=globex")
                    .run(context -> assertThat(ann(context).list()).isEmpty());
            runner.withPropertyValues("commonground.owner=acme")
                    .run(context -> assertThat(ann(context).list()).hasSize(1));
        }

        @Test
        void openTheMemoryToReadIt() {
            runner.run(context -> ann(context).remember("Ada likes tea"));

            runner.withPropertyValues("commonground.read-only=true").run(context -> {
                assertThat(ann(context).list()).hasSize(1);
                assertThatThrownBy(() -> ann(context).remember("Bob likes tea"))
                        .isInstanceOf(IllegalStateException.class);
            });
        }

        @Test
        void giveWayToACustomizer() {
            runner.withPropertyValues("commonground.owner=acme")
                    .withBean(SharedMemoryCustomizer.class, () -> settings -> settings.owner("globex"))
                    .run(context -> ann(context).remember("Ada likes tea"));

            runner.withPropertyValues("commonground.owner=globex")
                    .run(context -> assertThat(ann(context).list()).hasSize(1));
        }

        @Test
        void placeTheMemoryInAFileIfNoStoreSupportsTheDataSource() throws IOException {
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:sqlite:" + folder.resolve("application.db"));
            Path file = Path.of("memory.db");
            try {
                new ApplicationContextRunner()
                        .withConfiguration(AutoConfigurations.of(CommonGroundAutoConfiguration.class))
                        .withPropertyValues("commonground.embedding=none")
                        .withBean(DataSource.class, () -> source)
                        .run(context -> {
                            ann(context).remember("Ada likes tea");

                            assertThat(file).exists();
                        });
            } finally {
                Files.deleteIfExists(file);
            }
        }

        @Test
        void setTheRest() {
            runner.withPropertyValues(
                            "commonground.index-budget=16MB",
                            "commonground.read-ledger=100",
                            "commonground.keep-secrets=true",
                            "commonground.briefing-budget=500",
                            "commonground.retriever-limit=3")
                    .run(context -> {
                        ann(context).remember("The password is hunter2hunter2");

                        assertThat(ann(context).list().get(0).text()).contains("hunter2hunter2");
                    });
        }

        @Test
        void areKnownToEditors() throws IOException {
            try (InputStream metadata =
                    CommonGroundProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
                assertThat(metadata).isNotNull();
                assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("commonground.url", "commonground.briefing-budget", "the most tokens of a briefing");
            }
        }
    }

    @Nested
    class Models {

        /** A model with two directions: tea and everything else. */
        private static final class Tea implements EmbeddingModel {

            private final AtomicInteger texts = new AtomicInteger();

            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                texts.addAndGet(segments.size());
                return Response.from(segments.stream()
                        .map(segment -> Embedding.from(
                                segment.text().contains("tea") ? new float[] {1, 0} : new float[] {0, 1}))
                        .toList());
            }

            @Override
            public String modelName() {
                return "tea";
            }
        }

        private static final class NothingFound implements ChatModel {

            private final AtomicInteger calls = new AtomicInteger();

            @Override
            public ChatResponse doChat(ChatRequest request) {
                calls.incrementAndGet();
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("{\"statements\":[]}"))
                        .tokenUsage(new TokenUsage(7, 3))
                        .build();
            }
        }

        @Test
        void ofTheApplicationEmbed() {
            Tea model = new Tea();
            runner.withPropertyValues("commonground.embedding=auto")
                    .withBean(EmbeddingModel.class, () -> model)
                    .run(context -> ann(context).remember("Ada likes tea"));

            assertThat(model.texts).hasPositiveValue();
        }

        @Test
        void ofTheApplicationDoNotEmbedIfTheyMayNot() {
            Tea model = new Tea();
            runner.withBean(EmbeddingModel.class, () -> model)
                    .run(context -> ann(context).remember("Ada likes tea"));

            assertThat(model.texts).hasValue(0);
        }

        @Test
        void ofTheApplicationDoNotEmbedIfThoseOnTheClassPathShall() {
            Tea model = new Tea();
            runner.withPropertyValues("commonground.embedding=classpath")
                    .withBean(EmbeddingModel.class, () -> model)
                    .run(context -> ann(context).remember("Ada likes tea"));

            assertThat(model.texts).hasValue(0);
        }

        @Test
        void ofAnotherIdEmbedAgain() {
            Tea model = new Tea();
            ApplicationContextRunner embedding = runner.withPropertyValues("commonground.embedding=auto")
                    .withBean(EmbeddingModel.class, () -> model);
            embedding.run(context -> ann(context).remember("Ada likes tea"));
            embedding.run(context -> ann(context).recall("beverage", 5));
            assertThat(model.texts).as("the memory and the question").hasValue(2);

            embedding
                    .withPropertyValues("commonground.embedding-id=tea-2")
                    .run(context -> ann(context).recall("beverage", 5));

            assertThat(model.texts).hasValue(4);
        }

        @Test
        void ofTheApplicationLearn() {
            NothingFound model = new NothingFound();
            runner.withBean(ChatModel.class, () -> model)
                    .run(context -> ann(context).learn(List.of(UserMessage.from("Keep it short, please."))));

            assertThat(model.calls).hasPositiveValue();
        }
    }

    @Nested
    class Observations {

        final MeterRegistry meters = new SimpleMeterRegistry();
        final ObservationRegistry registry = ObservationRegistry.create();
        final List<String> observed = new ArrayList<>();
        final List<String> values = new ArrayList<>();

        @BeforeEach
        void register() {
            registry.observationConfig()
                    .observationHandler(new DefaultMeterObservationHandler(meters))
                    .observationHandler(new Notes(observed, values));
            runner = runner.withBean(ObservationRegistry.class, () -> registry)
                    .withBean(MeterRegistry.class, () -> meters);
        }

        /** Notes each observation that ends, with its parent. */
        private record Notes(List<String> observed, List<String> values)
                implements ObservationHandler<Observation.Context> {
            @Override
            public void onStop(Observation.Context context) {
                context.getAllKeyValues().forEach(value -> values.add(value.getValue()));
                var parent = context.getParentObservation();
                observed.add(
                        parent == null
                                ? context.getContextualName()
                                : context.getContextualName() + " in "
                                        + parent.getContextView().getContextualName());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        }

        @Test
        void coverTheOperationsOfTheMemory() {
            runner.run(context -> {
                ann(context).remember("Ada likes tea");
                ann(context).recall("tea", 5);
                ann(context).brief("write");

                assertThat(observed)
                        .containsExactly("commit in create_memory", "create_memory", "search_memory", "search_memory");
                assertThat(meters.get("commonground.memory.operation.duration")
                                .tag("commonground.operation", "recall")
                                .tag("gen_ai.operation.name", "search_memory")
                                .tag("error.type", "none")
                                .timer()
                                .count())
                        .isEqualTo(1);
                assertThat(meters.get("commonground.memory.writes").counter().count())
                        .isEqualTo(1);
                assertThat(meters.get("commonground.memory.briefing.tokens")
                                .summary()
                                .totalAmount())
                        .isPositive();
                assertThat(meters.get("commonground.memory.index.size").gauge().value())
                        .isPositive();
            });
            assertThat(meters.find("commonground.memory.index.size").gauge()).isNull();
        }

        @Test
        void countConflictsAndTheTokensOfLearning() {
            runner.withBean(ChatModel.class, Models.NothingFound::new).run(context -> {
                for (String tone : List.of("formal", "casual")) {
                    context.getBean(SharedMemory.class)
                            .task("q3")
                            .agent("author-" + tone)
                            .remember(Draft.constraint("The tone is " + tone)
                                    .key("tone", tone)
                                    .build());
                }
                ann(context).learn(List.of(UserMessage.from("Keep it short, please.")));

                assertThat(meters.get("commonground.memory.conflicts").counter().count())
                        .isEqualTo(1);
                assertThat(meters.get("commonground.memory.learning.tokens")
                                .tag("gen_ai.token.type", "input")
                                .counter()
                                .count())
                        .isEqualTo(7);
            });
        }

        @Test
        void holdQuestionsOnlyIfTheApplicationOptsIn() {
            runner.run(context -> ann(context).recall("Who leaves in May?", 5));
            assertThat(values).doesNotContain("Who leaves in May?");

            runner.withPropertyValues("commonground.capture-content=true")
                    .run(context -> ann(context).recall("Who leaves in May?", 5));

            assertThat(values).contains("Who leaves in May?");
        }

        @Test
        void nameAgentsButNoPersons() {
            runner.run(context -> {
                SharedMemory memory = context.getBean(SharedMemory.class);
                memory.task("q3").person("eve@example.org").recall("tea", 5);
                var crew = new MemoryEvent.Actor(Author.agent("proposal"), "q3", null, "q3");
                var task = new MemoryEvent.Actor(Author.agent("writer"), "q3", "draft", "q3");
                var run = memory.observe(new MemoryEvent.Operation(MemoryEvent.OperationType.RUN, crew, null));
                memory.observe(new MemoryEvent.Operation(MemoryEvent.OperationType.TASK, task, run))
                        .end(null);
                run.end(null);

                assertThat(observed)
                        .containsExactly(
                                "search_memory",
                                "invoke_agent writer in invoke_workflow proposal",
                                "invoke_workflow proposal");
                assertThat(values).contains("writer", "draft").doesNotContain("eve@example.org");
            });
        }

        @Test
        void ofAStepEncloseItsOperationsOnAnyThread() {
            runner.run(context -> {
                SharedMemory memory = context.getBean(SharedMemory.class);
                var actor = new MemoryEvent.Actor(Author.agent("ann"), "q3", "plan", "thread");
                var step = memory.observe(new MemoryEvent.Operation(MemoryEvent.OperationType.STEP, actor, null));
                var work = memory.begin(
                        dev.commonground.StepRequest.builder("q3", "plan", "thread")
                                .build(),
                        step);
                CompletableFuture.runAsync(() -> work.memory().recall("tea", 5)).join();
                step.end(new IllegalArgumentException("not told"));

                assertThat(observed).containsExactly("search_memory in step plan", "step plan");
                assertThat(meters.get("commonground.memory.operation.duration")
                                .tag("error.type", "java.lang.IllegalArgumentException")
                                .timer()
                                .count())
                        .isEqualTo(1);
            });
        }
    }
}
