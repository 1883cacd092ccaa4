package dev.commonground.langgraph4j;

import dev.commonground.memory.Cursor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runs whose steps this process is executing. Two invocations of one thread that run at once would each hide what the
 * other has remembered. The second one is therefore refused.
 *
 * <p>LangGraph4j tells a node nothing about the invocation it belongs to. Steps of two invocations are told apart by their
 * Java threads: an invocation stays on one, unless the reader of a stream changes it, and then its steps follow each other
 * without a gap in the cursor.
 *
 * <p>Thread-safe.
 */
final class RunsUnderWay {

    /** How long an invocation may take between two steps, which includes the write of a checkpoint. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** How long the reader of a stream may take between two elements before the stream counts as abandoned. */
    private static final Duration LONGEST_READ = Duration.ofSeconds(10);

    /** More visits than runs can be under way at once; above, those that are over are removed. */
    private static final int KEPT = 1_000;

    private static final Map<String, StepVisit> VISITS = new ConcurrentHashMap<>();

    private RunsUnderWay() {}

    /** Returns a visit of a step that is part of another step, and so of that step's visit. */
    static StepVisit none() {
        return new StepVisit("", "", null);
    }

    /** A step of a run, and after its end the trace of it. */
    static final class StepVisit {

        private final String run;
        private final String node;
        private final Thread thread = Thread.currentThread();
        private volatile @Nullable StepVisit before;
        private volatile @Nullable Cursor reached;
        private volatile long since = System.nanoTime();
        private volatile boolean streams;
        private volatile boolean reads;

        private StepVisit(String run, String node, @Nullable StepVisit before) {
            this.run = run;
            this.node = node;
            this.before = before == null || before.isActive() ? null : before;
        }

        private boolean isActive() {
            boolean abandoned = streams ? !reads && isOlderThan(LONGEST_READ) : !thread.isAlive();
            return reached == null && !abandoned;
        }

        private boolean isOlderThan(Duration age) {
            return System.nanoTime() - since > age.toNanos();
        }

        /** Returns whether a step at {@code cursor} would hide what this invocation has just reached. */
        private boolean isHiddenBy(Cursor cursor) {
            Cursor end = reached;
            return end != null && !isOlderThan(LONGEST_PAUSE) && !Lanes.reaches(cursor, end);
        }

        /** Marks the step as one whose end depends on the reader of a stream. */
        void reading(boolean now) {
            streams = true;
            reads = now;
            since = System.nanoTime();
        }

        /** Ends the step with a commit. */
        void leave(Cursor cursor) {
            since = System.nanoTime();
            reached = cursor;
            before = null;
        }

        /** Ends the step as if it had not begun. */
        void giveUp() {
            VISITS.computeIfPresent(run, (key, visit) -> visit == this ? before : visit);
        }
    }

    /**
     * Begins a step of a run. A cursor without a run begins a new one, which nobody else can know.
     *
     * @param thread the graph's root thread id
     * @param cursor the cursor at which the step begins
     * @param travels whether the step goes back to an earlier checkpoint on purpose
     * @throws IllegalStateException if another invocation of the thread is under way
     */
    static StepVisit enter(String thread, String node, Cursor cursor, boolean travels) {
        if (VISITS.size() > KEPT) {
            VISITS.values().removeIf(visit -> !visit.isActive() && visit.isOlderThan(LONGEST_PAUSE));
        }
        if (cursor.isEmpty()) {
            return new StepVisit("", node, null);
        }
        return VISITS.compute(cursor.run(), (run, visit) -> {
            if (visit != null && visit.thread != Thread.currentThread()) {
                requireOver(visit, thread, cursor, travels);
            }
            return new StepVisit(run, node, visit);
        });
    }

    /** Returns the result of {@code body}, and gives up if it fails, at once or later. */
    static <T> CompletableFuture<T> orGiveUp(Supplier<CompletableFuture<T>> body, Consumer<Throwable> giveUp) {
        try {
            return body.get().whenComplete((result, failure) -> {
                if (failure != null) {
                    giveUp.accept(failure);
                }
            });
        } catch (RuntimeException | Error e) {
            giveUp.accept(e);
            throw e;
        }
    }

    private static void requireOver(StepVisit visit, String thread, Cursor cursor, boolean travels) {
        if (visit.isActive() || (!travels && visit.isHiddenBy(cursor))) {
            throw new IllegalStateException(
                    "Thread %s is under way in another run, at node %s: start this run when that one has ended, or in a thread of its own; if a node starts a graph, it passes its own config on"
                            .formatted(thread, visit.node));
        }
    }
}
