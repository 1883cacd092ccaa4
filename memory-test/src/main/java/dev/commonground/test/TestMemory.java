package dev.commonground.test;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import java.util.function.UnaryOperator;

/**
 * A memory for a test: on the heap, with a recorder of everything that is read and written.
 *
 * <pre>{@code
 * try (TestMemory memory = TestMemory.create()) {
 *     new Application(memory.shared()).run();
 *     assertThat(memory).task("q3").agent("editor").wasBriefedWith("500 words");
 * }
 * }</pre>
 *
 * <p>It recalls by keywords alone, so a test is fast and needs no embedding model. Thread-safe.
 */
public final class TestMemory implements AutoCloseable {

    private final InMemoryStore store;
    private final UnaryOperator<SharedMemory.Builder> settings;
    private final MemoryRecorder recorder = new MemoryRecorder();
    private final SharedMemory shared;

    private TestMemory(InMemoryStore store, UnaryOperator<SharedMemory.Builder> settings) {
        this.store = store;
        this.settings = settings;
        this.shared = settings.apply(SharedMemory.builder(store).keywordsOnly().listener(recorder))
                .open();
    }

    /** Creates an empty memory. */
    public static TestMemory create() {
        return create(UnaryOperator.identity());
    }

    /**
     * Creates an empty memory with settings of the caller.
     *
     * @param settings changes the builder, such as {@code builder -> builder.chatModel(model)}
     */
    public static TestMemory create(UnaryOperator<SharedMemory.Builder> settings) {
        return new TestMemory(new InMemoryStore(), requireNonNull(settings, "settings"));
    }

    /** Opens the same content a second time, with the same settings, as another process would. Close it by itself. */
    public TestMemory again() {
        return new TestMemory(store.again(), settings);
    }

    /** Returns the memory, to pass it to the application. */
    public SharedMemory shared() {
        return shared;
    }

    /** Returns the recorder of this handle. */
    public MemoryRecorder recorder() {
        return recorder;
    }

    /** Closes the memory. */
    @Override
    public void close() {
        shared.close();
    }
}
