package dev.commonground.observation;

import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.event.MemoryEvent.Vitals;
import dev.commonground.memory.WriteOutcome;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a memory.
 *
 * <p>Thread-safe.
 */
final class MemoryMetrics {

    private static final String PREFIX = "commonground.memory.";
    private static final String CONFLICT = "in_conflict";
    private static final double NANOS_PER_SECOND = 1e9;

    /** From a read of a warm scope, 50 microseconds, to a model that learns, 30 seconds. */
    private static final List<Double> SECONDS =
            List.of(0.00005, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0);

    private final Meter meter;
    private final Attributes store;
    private final DoubleHistogram duration;
    private final LongHistogram candidates;
    private final LongCounter belowFloor;
    private final LongCounter writes;
    private final LongCounter conflicts;
    private final LongCounter entries;
    private final LongHistogram briefingTokens;
    private final LongCounter learningTokens;

    MemoryMetrics(Meter meter, String store) {
        this.meter = meter;
        this.store = Attributes.of(Keys.STORE, store);
        this.duration = meter.histogramBuilder(PREFIX + "operation.duration")
                .setUnit("s")
                .setDescription("How long the operations took; those of type commit count the commits")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
        this.candidates = meter.histogramBuilder(PREFIX + "recall.candidates")
                .ofLongs()
                .setUnit("{statement}")
                .setDescription("How many statements each recall ranked")
                .build();
        this.belowFloor =
                counter("recall.below_floor", "{statement}", "The best statements that a recall's floor kept out");
        this.writes = counter("writes", "{record}", "The written drafts, by their outcome");
        this.conflicts = counter("conflicts", "{record}", "The written drafts that conflict with other memories");
        this.entries = counter("commit.entries", "{entry}", "The entries that commits appended");
        this.briefingTokens = meter.histogramBuilder(PREFIX + "briefing.tokens")
                .ofLongs()
                .setUnit("{token}")
                .setDescription("How many tokens each briefing carried to an agent")
                .build();
        this.learningTokens = counter("learning.tokens", "{token}", "The tokens of the model that learns");
    }

    private LongCounter counter(String name, String unit, String description) {
        return meter.counterBuilder(PREFIX + name)
                .setUnit(unit)
                .setDescription(description)
                .build();
    }

    void ended(OperationType type, long nanos, @Nullable Throwable failure, Context context) {
        AttributesBuilder attributes = store.toBuilder().put(Keys.OPERATION, OperationSpan.label(type));
        if (type.genAiName() != null) {
            attributes.put(Keys.OPERATION_NAME, type.genAiName());
        }
        if (failure != null) {
            attributes.put(Keys.ERROR, failure.getClass().getName());
        }
        duration.record(nanos / NANOS_PER_SECOND, attributes.build(), context);
    }

    void add(Figure figure, long amount) {
        switch (figure) {
            case CANDIDATES -> candidates.record(amount, store);
            case BELOW_FLOOR -> belowFloor.add(amount, store);
            case ENTRIES -> entries.add(amount, store);
            case INPUT_TOKENS -> learningTokens.add(amount, tokens("input"));
            case OUTPUT_TOKENS -> learningTokens.add(amount, tokens("output"));
            default -> {}
        }
    }

    private Attributes tokens(String type) {
        return store.toBuilder().put(Keys.TOKEN_TYPE, type).build();
    }

    void written(WriteOutcome outcome) {
        written(outcome.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT));
    }

    void written(String outcome) {
        writes.add(1, store.toBuilder().put(Keys.OUTCOME, outcome).build());
        if (outcome.equals(CONFLICT)) {
            conflicts.add(1, store);
        }
    }

    void briefed(int tokens) {
        briefingTokens.record(tokens, store);
    }

    /** Reports the load of a memory until the returned action is run. */
    Runnable watch(Supplier<Vitals> vitals) {
        ObservableLongMeasurement scopes = gauge("index.scopes", "{scope}", "The scopes on the heap");
        ObservableLongMeasurement bytes = gauge("index.size", "By", "The estimated heap of the search indexes");
        ObservableLongMeasurement queued = gauge("writers.queued", "{write}", "The writes that wait for their turn");
        ObservableLongMeasurement cold = meter.counterBuilder(PREFIX + "index.cold_scopes")
                .setUnit("{scope}")
                .setDescription("How often a scope had to be read from the store, because it was not on the heap")
                .buildObserver();
        BatchCallback callback = meter.batchCallback(
                () -> {
                    Vitals now = vitals.get();
                    scopes.record(now.scopes(), store);
                    bytes.record(now.indexBytes(), store);
                    queued.record(now.queuedWrites(), store);
                    cold.record(now.coldScopes(), store);
                },
                scopes,
                bytes,
                queued,
                cold);
        return callback::close;
    }

    private ObservableLongMeasurement gauge(String name, String unit, String description) {
        return meter.gaugeBuilder(PREFIX + name)
                .ofLongs()
                .setUnit(unit)
                .setDescription(description)
                .buildObserver();
    }
}
