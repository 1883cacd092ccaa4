package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.Observer;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.event.MemoryEvent.Vitals;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an observer of a memory sees. */
class ObserverTest {

    private static final Draft FORMAL =
            Draft.constraint("The tone is formal").key("tone", "formal").build();

    /** Notes each operation in the order of their beginnings. */
    private static final class Notebook implements Observer {

        private final List<Page> pages = new CopyOnWriteArrayList<>();
        private static final ThreadLocal<@Nullable Page> CURRENT = new ThreadLocal<>();
        private @Nullable Supplier<Vitals> vitals;
        private int closings;

        private static final class Page implements Observation {

            private final Operation operation;
            private final @Nullable Page parent;
            private final List<MemoryEvent> events = new ArrayList<>();
            private final Map<Figure, Long> figures = new EnumMap<>(Figure.class);
            private final List<String> ends = new ArrayList<>();

            Page(Operation operation) {
                this.operation = operation;
                this.parent = operation.within() instanceof Page page ? page : CURRENT.get();
            }

            @Override
            public Runnable enter() {
                Page before = CURRENT.get();
                CURRENT.set(this);
                return () -> CURRENT.set(before);
            }

            @Override
            public void on(MemoryEvent event) {
                events.add(event);
            }

            @Override
            public void add(Figure figure, long amount) {
                figures.merge(figure, amount, Long::sum);
            }

            @Override
            public void end(@Nullable Throwable failure) {
                ends.add(failure == null ? "done" : failure.getClass().getSimpleName());
            }

            @Override
            public String toString() {
                String own =
                        operation.type() + " by " + operation.actor().author().name() + " " + ends;
                return parent == null ? own : own + " in " + parent.operation.type();
            }
        }

        @Override
        public Observation begin(Operation operation) {
            Page page = new Page(operation);
            pages.add(page);
            return page;
        }

        @Override
        public Runnable opened(Supplier<Vitals> vitals) {
            this.vitals = vitals;
            return () -> closings++;
        }

        Page only(OperationType type) {
            List<Page> found =
                    pages.stream().filter(page -> page.operation.type() == type).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }

        List<String> lines() {
            return pages.stream().map(Page::toString).toList();
        }
    }

    @TempDir
    Path folder;

    final Notebook notebook = new Notebook();

    @Nullable
    SharedMemory opened;

    SharedMemory memory() {
        return memory(SharedMemory.Builder::keywordsOnly);
    }

    SharedMemory memory(Function<SharedMemory.Builder, SharedMemory.Builder> settings) {
        opened = settings.apply(
                        SharedMemory.builder(folder.resolve("memory.db")).observer(notebook))
                .keywordsOnly()
                .open();
        return opened;
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Nested
    class Operations {

        @Test
        void areSeenFromBeginningToEndWithTheirCommitsInside() {
            AgentMemory ann = memory().task("q3").agent("ann");

            MemoryId tea = ann.remember("Ada likes tea").memory().id();
            ann.remember(FORMAL);
            ann.recall("tea", 5);
            ann.brief("write");
            MemoryId coffee = ann.revise(tea, "Ada likes coffee").memory().id();
            ann.forget(coffee);
            ann.erase(tea);

            assertThat(notebook.lines())
                    .containsExactly(
                            "REMEMBER by ann [done]",
                            "COMMIT by ann [done] in REMEMBER",
                            "REMEMBER_KEYED by ann [done]",
                            "COMMIT by ann [done] in REMEMBER_KEYED",
                            "RECALL by ann [done]",
                            "BRIEF by ann [done]",
                            "REVISE by ann [done]",
                            "COMMIT by ann [done] in REVISE",
                            "FORGET by ann [done]",
                            "COMMIT by ann [done] in FORGET",
                            "FORGET by ann [done]",
                            "COMMIT by ann [done] in FORGET");
        }

        @Test
        void tellWhatTheyReadAndWroteAndTheirFigures() {
            AgentMemory ann = memory().task("q3").agent("ann");
            ann.rememberAll(List.of(
                    Draft.finding("Ada likes tea").build(),
                    Draft.finding("Bob likes tea").build()));
            int found = ann.recall("who likes tea", 1).size();

            assertThat(notebook.only(OperationType.REMEMBER).events)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            MemoryEvent.Written.class,
                            written -> assertThat(written.outcomes()).hasSize(2));
            assertThat(notebook.only(OperationType.COMMIT).figures).containsEntry(Figure.ENTRIES, 2L);
            assertThat(notebook.only(OperationType.RECALL).figures).containsEntry(Figure.CANDIDATES, 2L);
            assertThat(notebook.only(OperationType.RECALL).events)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            MemoryEvent.Recalled.class,
                            recalled -> assertThat(recalled.matches()).hasSize(found));
        }

        @Test
        void thatFailTellTheFailure() {
            AgentMemory ann = memory().task("q3").agent("ann");
            MemoryId unknown = new MemoryId("m-aaaaaaaaaaaaaaaaaaaaaaaaaa");

            assertThatThrownBy(() -> ann.learn(List.of())).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> ann.forget(unknown)).isInstanceOf(RuntimeException.class);

            assertThat(notebook.lines()).containsExactly("LEARN by ann [IllegalStateException]");
        }
    }

    @Nested
    class Steps {

        @Test
        void encloseTheirOperationsOnAnyThread() {
            SharedMemory memory = memory();
            MemoryEvent.Actor actor = new MemoryEvent.Actor(Author.agent("ann"), "q3", "plan", "thread");
            Observation node = memory.observe(new Operation(OperationType.STEP, actor, null));
            Step step = memory.begin(
                    StepRequest.builder("q3", "plan", "thread").agent("ann").build(), node);

            CompletableFuture.runAsync(() -> step.memory().remember("Ada likes tea"))
                    .join();
            step.commit();
            node.end(null);

            assertThat(notebook.lines())
                    .containsExactly(
                            "STEP by ann [done]", "REMEMBER by ann [done] in STEP", "COMMIT by ann [done] in STEP");
        }

        @Test
        void withoutAnObserverAreSeenByNobody() {
            try (SharedMemory plain = SharedMemory.builder(folder.resolve("plain.db"))
                    .keywordsOnly()
                    .open()) {
                MemoryEvent.Actor actor = new MemoryEvent.Actor(Author.agent("ann"), "q3", "plan", "thread");

                assertThat(plain.observe(new Operation(OperationType.STEP, actor, null)))
                        .isSameAs(Observation.NONE);
            }
        }
    }

    @Nested
    class Faults {

        @Test
        void ofAnObserverChangeNothing() {
            Observer broken = operation -> new Observation() {
                @Override
                public Runnable enter() {
                    throw new IllegalStateException("enter");
                }

                @Override
                public void on(MemoryEvent event) {
                    throw new IllegalStateException("on");
                }

                @Override
                public void add(Figure figure, long amount) {
                    throw new IllegalStateException("add");
                }

                @Override
                public void end(@Nullable Throwable failure) {
                    throw new IllegalStateException("end");
                }
            };
            AgentMemory ann =
                    memory(builder -> builder.observer(broken)).task("q3").agent("ann");

            ann.remember("Ada likes tea");

            assertThat(ann.recall("tea", 5)).hasSize(1);
        }

        @Test
        void atTheBeginningChangeNothing() {
            Observer broken = operation -> {
                throw new IllegalStateException("begin");
            };
            AgentMemory ann =
                    memory(builder -> builder.observer(broken)).task("q3").agent("ann");

            ann.remember("Ada likes tea");

            assertThat(ann.recall("tea", 5)).hasSize(1);
        }

        private void changesNothing(Supplier<Runnable> opened) {
            SharedMemory memory = memory(builder -> builder.observer(new Observer() {
                @Override
                public Observation begin(Operation operation) {
                    return Observation.NONE;
                }

                @Override
                public Runnable opened(Supplier<Vitals> vitals) {
                    return opened.get();
                }
            }));
            AgentMemory ann = memory.task("q3").agent("ann");
            ann.remember("Ada likes tea");

            assertThat(ann.list()).hasSize(1);
            assertThatCode(memory::close).doesNotThrowAnyException();
        }

        @Test
        void atTheOpeningChangeNothing() {
            changesNothing(() -> {
                throw new IllegalStateException("open");
            });
        }

        @Test
        void atTheClosingChangeNothing() {
            changesNothing(() -> () -> {
                throw new IllegalStateException("close");
            });
        }
    }

    @Nested
    class Load {

        @Test
        void isToldUntilTheMemoryIsClosed() {
            SharedMemory memory = memory();
            AgentMemory ann = memory.task("q3").agent("ann");
            ann.remember("Ada likes tea");
            ann.recall("tea", 5);

            Vitals vitals = memory.vitals();

            assertThat(vitals.coldScopes()).isEqualTo(vitals.scopes()).isGreaterThanOrEqualTo(1);
            assertThat(vitals.indexBytes()).isGreaterThan(4_096);
            assertThat(vitals.queuedWrites()).isZero();
            assertThat(notebook.vitals).isNotNull();
            assertThat(notebook.vitals.get()).isEqualTo(vitals);
            assertThat(notebook.closings).isZero();
            memory.close();
            memory.close();
            assertThat(notebook.closings).isEqualTo(1);
        }
    }
}
