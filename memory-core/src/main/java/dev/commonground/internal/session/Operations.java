package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.Observer;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.Vitals;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the observer of a memory see its operations. An observer that throws changes nothing of them. Without an observer,
 * an operation costs one comparison more.
 *
 * <p>Thread-safe.
 */
public final class Operations {

    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final @Nullable Observer observer;

    /** Creates the operations of a memory; {@code observer} is null if nobody observes them. */
    Operations(@Nullable Observer observer) {
        this.observer = observer;
    }

    private static void nothing() {}

    /** Tells the observer that the memory is open, and returns what to run when it is closed. */
    Runnable opened(Supplier<Vitals> vitals) {
        if (observer == null) {
            return Operations::nothing;
        }
        Runnable closed = guarded(() -> observer.opened(vitals), Operations::nothing);
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                guarded(closed);
            }
        };
    }

    /** Runs an operation, which the observer sees. */
    <T> T observe(Supplier<Operation> operation, Function<Observation, T> body) {
        if (observer == null) {
            return body.apply(Observation.NONE);
        }
        Observation observation = begin(operation.get());
        Runnable leave = observation.enter();
        try {
            T result = body.apply(observation);
            observation.end(null);
            return result;
        } catch (RuntimeException | Error e) {
            observation.end(e);
            throw e;
        } finally {
            leave.run();
        }
    }

    /** Begins an operation, which the caller ends. */
    public Observation begin(Operation operation) {
        if (observer == null) {
            return Observation.NONE;
        }
        return new GuardedObservation(guarded(() -> observer.begin(unguarded(operation)), Observation.NONE));
    }

    /** Returns the operation as the observer knows it: with its own observation. */
    private static Operation unguarded(Operation operation) {
        Observation within = operation.within() instanceof GuardedObservation guarded ? guarded.observed : null;
        return new Operation(operation.type(), operation.actor(), within);
    }

    private static <T> T guarded(Supplier<@Nullable T> call, T otherwise) {
        try {
            return Objects.requireNonNullElse(call.get(), otherwise);
        } catch (RuntimeException e) {
            LOG.warn("An observer of the memory failed; the observed operation is not affected", e);
            return otherwise;
        }
    }

    private static void guarded(Runnable call) {
        Runnable unused = guarded(
                () -> {
                    call.run();
                    return Operations::nothing;
                },
                Operations::nothing);
    }

    /** An observation that never throws and ends once. */
    private static final class GuardedObservation implements Observation {

        private final Observation observed;
        private final AtomicBoolean ended = new AtomicBoolean();

        GuardedObservation(Observation observed) {
            this.observed = observed;
        }

        @Override
        public Runnable enter() {
            Runnable leave = guarded(observed::enter, Operations::nothing);
            return () -> guarded(leave);
        }

        @Override
        public void on(MemoryEvent event) {
            guarded(() -> observed.on(event));
        }

        @Override
        public void add(Figure figure, long amount) {
            guarded(() -> observed.add(figure, amount));
        }

        @Override
        public void end(@Nullable Throwable failure) {
            if (!ended.getAndSet(true)) {
                guarded(() -> observed.end(failure));
            }
        }
    }
}
