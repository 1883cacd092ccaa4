package dev.commonground.observation;

import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.Actor;
import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The span of one operation. */
final class OperationSpan implements Observation {

    /** The innermost operation of a thread; an application's own spans within it keep it. */
    private static final ContextKey<OperationSpan> CURRENT = ContextKey.named("commonground.operation");

    private final Operation operation;
    private final Span span;
    private final @Nullable OperationSpan parent;
    private final Context context;
    private final MemoryMetrics metrics;
    private final boolean content;
    private final long began = System.nanoTime();

    OperationSpan(Operation operation, Span span, Context parent, MemoryMetrics metrics, boolean content) {
        this.operation = operation;
        this.span = span;
        this.parent = parent.get(CURRENT);
        this.context = parent.with(span).with(CURRENT, this);
        this.metrics = metrics;
        this.content = content;
    }

    /**
     * Returns the operation that encloses {@code operation}, if the thread does not work on it: the thread may be a tool's
     * or a branch's. Returns null if the context of the thread is right.
     */
    static @Nullable OperationSpan around(Operation operation, Context thread) {
        return operation.within() instanceof OperationSpan within && !within.encloses(thread.get(CURRENT))
                ? within
                : null;
    }

    private boolean encloses(@Nullable OperationSpan other) {
        OperationSpan one = other;
        while (one != null && one != this) {
            one = one.parent;
        }
        return one == this;
    }

    Context context() {
        return context;
    }

    /** Starts a span with what is known at the beginning, so that a sampler can decide by it. */
    static Span start(Tracer tracer, Operation operation, String store, Context parent) {
        SpanBuilder span = tracer.spanBuilder(name(operation)).setParent(parent).setSpanKind(SpanKind.INTERNAL);
        Actor actor = operation.actor();
        String convention = operation.type().genAiName();
        if (convention != null) {
            span.setAttribute(Keys.OPERATION_NAME, convention);
        }
        span.setAttribute(Keys.OPERATION, label(operation.type()));
        span.setAttribute(Keys.STORE, store);
        if (actor.author().type() == Author.Type.AGENT) {
            span.setAttribute(Keys.AGENT, actor.author().name());
        }
        if (actor.task() != null) {
            span.setAttribute(Keys.TASK, actor.task());
        }
        if (actor.node() != null) {
            span.setAttribute(operation.type() == OperationType.TASK ? Keys.CREW_TASK : Keys.NODE, actor.node());
        }
        if (actor.thread() != null) {
            span.setAttribute(Keys.CONVERSATION, actor.thread());
        }
        return span.startSpan();
    }

    private static String name(Operation operation) {
        String convention = operation.type().genAiName();
        return switch (operation.type()) {
            case TASK, RUN -> convention + " " + operation.actor().author().name();
            case STEP -> "step " + operation.actor().node();
            default -> Objects.requireNonNullElse(convention, label(operation.type()));
        };
    }

    static String label(OperationType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the returned action closes it
    public Runnable enter() {
        return context.makeCurrent()::close;
    }

    @Override
    public void on(MemoryEvent event) {
        if (event instanceof MemoryEvent.Recalled recalled) {
            span.setAttribute(Keys.RECORDS, recalled.matches().size());
            if (content) {
                span.setAttribute(Keys.QUERY, recalled.query());
                span.setAttribute(Keys.CONTENT, RecordsJson.ofMatches(recalled.matches()));
            }
        } else if (event instanceof MemoryEvent.Briefed briefed) {
            briefed(briefed);
        } else if (event instanceof MemoryEvent.Written written) {
            written(written.outcomes());
        }
    }

    private void briefed(MemoryEvent.Briefed event) {
        List<Memory> memories = event.briefing().memories();
        span.setAttribute(Keys.RECORDS, memories.size());
        span.setAttribute(Keys.BRIEFING_TOKENS, event.briefing().tokens());
        span.setAttribute(Keys.OMITTED, event.briefing().omitted());
        metrics.briefed(event.briefing().tokens());
        if (content) {
            span.setAttribute(Keys.CONTENT, RecordsJson.of(memories));
        }
    }

    private void written(List<WriteOutcome> outcomes) {
        span.setAttribute(Keys.RECORDS, outcomes.size());
        if (outcomes.size() == 1) {
            span.setAttribute(Keys.RECORD, outcomes.get(0).memory().id().value());
        }
        long conflicts = outcomes.stream()
                .filter(WriteOutcome.InConflict.class::isInstance)
                .count();
        if (conflicts > 0) {
            span.setAttribute(Keys.CONFLICTS, conflicts);
        }
        outcomes.forEach(metrics::written);
        if (content) {
            span.setAttribute(
                    Keys.CONTENT,
                    RecordsJson.of(outcomes.stream().map(WriteOutcome::memory).toList()));
        }
    }

    @Override
    public void add(Figure figure, long amount) {
        span.setAttribute(
                switch (figure) {
                    case CANDIDATES -> Keys.CANDIDATES;
                    case BELOW_FLOOR -> Keys.BELOW_FLOOR;
                    case ENTRIES -> Keys.ENTRIES;
                    case MODEL_CALLS -> Keys.MODEL_CALLS;
                    case INPUT_TOKENS -> Keys.INPUT_TOKENS;
                    case OUTPUT_TOKENS -> Keys.OUTPUT_TOKENS;
                },
                amount);
        metrics.add(figure, amount);
    }

    @Override
    public void end(@Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(Keys.ERROR, failure.getClass().getName());
        }
        span.end();
        metrics.ended(operation.type(), System.nanoTime() - began, failure, context);
    }
}
