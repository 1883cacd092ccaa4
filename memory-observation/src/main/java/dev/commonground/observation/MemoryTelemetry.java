package dev.commonground.observation;

import static java.util.Objects.requireNonNull;

import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.Observer;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.Vitals;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;

/**
 * Turns the operations of a memory into spans and metrics of OpenTelemetry, by its conventions for generative AI.
 *
 * <pre>{@code
 * SharedMemory memory = SharedMemory.builder(Path.of("memory.db"))
 *         .observer(MemoryTelemetry.of(openTelemetry))
 *         .open();
 * }</pre>
 *
 * <p>An operation of a graph's node is a child of the node's span, also on another thread. No span and no metric holds a
 * text of the memory, a question or the name of a person, unless {@link Builder#captureContent} allows texts and questions.
 *
 * <p>Thread-safe. One object may observe several memories.
 */
public final class MemoryTelemetry implements Observer {

    /** The name of the instrumentation. */
    public static final String INSTRUMENTATION = "dev.commonground";

    /** The id of the memory if the builder sets none. */
    public static final String DEFAULT_STORE = "commonground";

    private final Tracer tracer;
    private final MemoryMetrics metrics;
    private final String store;
    private final boolean content;

    private MemoryTelemetry(Builder builder) {
        this.tracer = builder.openTelemetry.getTracer(INSTRUMENTATION);
        this.store = builder.store;
        this.content = builder.content;
        this.metrics = new MemoryMetrics(builder.openTelemetry.getMeter(INSTRUMENTATION), builder.store);
    }

    /** Returns an observer that reports to {@code openTelemetry}, without content. */
    public static MemoryTelemetry of(OpenTelemetry openTelemetry) {
        return builder(openTelemetry).build();
    }

    /** Starts the settings of an observer that reports to {@code openTelemetry}. */
    public static Builder builder(OpenTelemetry openTelemetry) {
        return new Builder(requireNonNull(openTelemetry, "openTelemetry"));
    }

    @Override
    public Observation begin(Operation operation) {
        OperationSpan around = OperationSpan.around(requireNonNull(operation, "operation"), Context.current());
        Context parent = around == null ? Context.current() : around.context();
        return new OperationSpan(
                operation, OperationSpan.start(tracer, operation, store, parent), parent, metrics, content);
    }

    @Override
    public Runnable opened(Supplier<Vitals> vitals) {
        return metrics.watch(requireNonNull(vitals, "vitals"));
    }

    /** Builds a {@link MemoryTelemetry}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final OpenTelemetry openTelemetry;
        private String store = DEFAULT_STORE;
        private boolean content;

        private Builder(OpenTelemetry openTelemetry) {
            this.openTelemetry = openTelemetry;
        }

        /**
         * Sets the id of the memory, {@code gen_ai.memory.store.id} of spans and metrics, such as its owner;
         * {@value MemoryTelemetry#DEFAULT_STORE} by default.
         */
        public Builder store(String id) {
            this.store = requireNonNull(id, "id");
            return this;
        }

        /**
         * Adds the question of a recall and the texts of the memories that are read and written to the spans. They may be
         * private: whoever can read the spans can read them. By default, spans hold neither.
         *
         * @see MemoryEvent
         */
        public Builder captureContent() {
            this.content = true;
            return this;
        }

        /** Returns the finished observer. */
        public MemoryTelemetry build() {
            return new MemoryTelemetry(this);
        }
    }
}
