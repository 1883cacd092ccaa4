package dev.commonground.spring;

import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.Actor;
import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.event.MemoryEvent.Vitals;
import dev.commonground.memory.Author;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the operations of a memory into Micrometer's observations. */
final class MicrometerObserver implements MemoryEvent.Observer {

    private static final String NAME = "commonground.memory.operation.duration";
    private static final String NONE = "none";

    private final ObservationRegistry registry;
    private final MemoryMeters meters;
    private final String store;
    private final boolean content;

    MicrometerObserver(ObservationRegistry registry, MemoryMeters meters, String store, boolean content) {
        this.registry = registry;
        this.meters = meters;
        this.store = store;
        this.content = content;
    }

    @Override
    public MemoryEvent.Observation begin(Operation operation) {
        Observation observation = Observation.createNotStarted(NAME, registry)
                .contextualName(name(operation))
                .lowCardinalityKeyValues(KeyValues.of(
                        "commonground.operation",
                        label(operation.type()),
                        "gen_ai.operation.name",
                        Objects.requireNonNullElse(operation.type().genAiName(), NONE),
                        "gen_ai.memory.store.id",
                        store,
                        "error.type",
                        NONE));
        describe(observation, operation);
        if (operation.within() instanceof Observed around && !isWithin(around.observation)) {
            observation.parentObservation(around.observation);
        }
        return new Observed(observation.start());
    }

    /** Returns whether the thread works on an observation, or on one within it. */
    private boolean isWithin(Observation around) {
        ObservationView one = registry.getCurrentObservation();
        while (one != null && one != around) {
            one = one.getContextView().getParentObservation();
        }
        return one == around;
    }

    private static void describe(Observation observation, Operation operation) {
        Actor actor = operation.actor();
        if (actor.author().type() == Author.Type.AGENT) {
            observation.highCardinalityKeyValue(
                    "gen_ai.agent.name", actor.author().name());
        }
        describe(observation, "commonground.task", actor.task());
        describe(observation, "gen_ai.conversation.id", actor.thread());
        boolean isTask = operation.type() == OperationType.TASK;
        describe(observation, isTask ? "commonground.crew.task" : "commonground.node", actor.node());
    }

    private static void describe(Observation observation, String key, @Nullable String value) {
        if (value != null) {
            observation.highCardinalityKeyValue(key, value);
        }
    }

    private static String name(Operation operation) {
        String convention = operation.type().genAiName();
        return switch (operation.type()) {
            case TASK, RUN -> convention + " " + operation.actor().author().name();
            case STEP -> "step " + operation.actor().node();
            default -> Objects.requireNonNullElse(convention, label(operation.type()));
        };
    }

    private static String label(OperationType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Runnable opened(Supplier<Vitals> vitals) {
        return meters.watch(vitals);
    }

    /** One operation. */
    private final class Observed implements MemoryEvent.Observation {

        private final Observation observation;

        Observed(Observation observation) {
            this.observation = observation;
        }

        @Override
        public Runnable enter() {
            return observation.openScope()::close;
        }

        @Override
        public void on(MemoryEvent event) {
            if (event instanceof MemoryEvent.Recalled recalled) {
                records(recalled.matches().size());
                if (content) {
                    observation.highCardinalityKeyValue("gen_ai.memory.query.text", recalled.query());
                }
            } else if (event instanceof MemoryEvent.Briefed briefed) {
                records(briefed.briefing().memories().size());
                meters.briefed(briefed.briefing().tokens());
            } else if (event instanceof MemoryEvent.Written written) {
                records(written.outcomes().size());
                written.outcomes().forEach(meters::written);
            }
        }

        private void records(int count) {
            observation.highCardinalityKeyValue("gen_ai.memory.record.count", String.valueOf(count));
        }

        @Override
        public void add(Figure figure, long amount) {
            meters.add(figure, (double) amount);
        }

        /** Names the class of a failure alone: its message may hold what a model was told. */
        @Override
        public void end(@Nullable Throwable failure) {
            if (failure != null) {
                observation.lowCardinalityKeyValue(
                        "error.type", failure.getClass().getName());
            }
            observation.stop();
        }
    }
}
