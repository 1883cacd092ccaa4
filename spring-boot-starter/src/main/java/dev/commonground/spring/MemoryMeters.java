package dev.commonground.spring;

import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.Vitals;
import dev.commonground.memory.WriteOutcome;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The meters of a memory. They have the names that memory-observation gives its metrics.
 *
 * <p>Thread-safe.
 */
final class MemoryMeters {

    private static final String PREFIX = "commonground.memory.";

    private final MeterRegistry registry;
    private final Tags store;

    MemoryMeters(MeterRegistry registry, String store) {
        this.registry = registry;
        this.store = Tags.of("gen_ai.memory.store.id", store);
    }

    void add(Figure figure, double amount) {
        switch (figure) {
            case CANDIDATES -> summary("recall.candidates", amount);
            case BELOW_FLOOR -> count("recall.below_floor", store, amount);
            case ENTRIES -> count("commit.entries", store, amount);
            case INPUT_TOKENS -> count("learning.tokens", store.and("gen_ai.token.type", "input"), amount);
            case OUTPUT_TOKENS -> count("learning.tokens", store.and("gen_ai.token.type", "output"), amount);
            case MODEL_CALLS -> {} // the tokens tell the cost
        }
    }

    void written(WriteOutcome outcome) {
        String kind = outcome.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
        count("writes", store.and("commonground.outcome", kind), 1);
        if (outcome instanceof WriteOutcome.InConflict) {
            count("conflicts", store, 1);
        }
    }

    void briefed(int tokens) {
        summary("briefing.tokens", tokens);
    }

    private void summary(String name, double amount) {
        DistributionSummary.builder(PREFIX + name)
                .tags(store)
                .register(registry)
                .record(amount);
    }

    private void count(String name, Tags tags, double amount) {
        registry.counter(PREFIX + name, tags).increment(amount);
    }

    /** Reports the load of a memory until the returned action is run. */
    Runnable watch(Supplier<Vitals> vitals) {
        List<Meter> meters = List.of(
                Gauge.builder(PREFIX + "index.scopes", () -> vitals.get().scopes())
                        .tags(store)
                        .register(registry),
                Gauge.builder(PREFIX + "index.size", () -> vitals.get().indexBytes())
                        .tags(store)
                        .baseUnit("bytes")
                        .register(registry),
                Gauge.builder(PREFIX + "writers.queued", () -> vitals.get().queuedWrites())
                        .tags(store)
                        .register(registry),
                FunctionCounter.builder(
                                PREFIX + "index.cold_scopes",
                                vitals,
                                now -> now.get().coldScopes())
                        .tags(store)
                        .register(registry));
        return () -> meters.forEach(registry::remove);
    }
}
