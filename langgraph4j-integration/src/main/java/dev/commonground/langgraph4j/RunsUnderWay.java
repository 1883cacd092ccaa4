package dev.commonground.langgraph4j;

import dev.commonground.memory.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

    /**
     * How long an invocation may take between two steps, which includes the write of a checkpoint, or its reader between two
     * elements of a stream. After that it counts as abandoned.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** The same before a step that may begin at an earlier checkpoint on purpose, although its config does not say so. */
    private static final Duration PAUSE_BEFORE_TRAVEL = Duration.ofSeconds(1);

    /** More visits than runs can be under way at once; above, those that are over are removed. */
    private static final int KEPT = 1_000;

    private static final ConcurrentMap<String, StepVisit> VISITS = new ConcurrentHashMap<>();

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

        /** The last visits of other Java threads. */
        private volatile List<StepVisit> ofOthers;

        private volatile long since = System.nanoTime();
        private volatile boolean streams;
        private volatile boolean reads;

        private StepVisit(String run, String node, @Nullable StepVisit before) {
            this.run = run;
            this.node = node;
            this.before = before == null || before.isActive() ? null : before;
            this.ofOthers = before == null ? List.of() : before.visitsWithout(thread);
        }

        /** Returns this visit and those that it keeps, without the ones of a thread. */
        private List<StepVisit> visitsWithout(Thread next) {
            return Stream.concat(ofOthers.stream(), Stream.of(this))
                    .filter(visit -> visit.thread != next && !visit.isOlderThan(LONGEST_PAUSE))
                    .toList();
        }

        private boolean isActive() {
            boolean abandoned = streams ? !reads && isOlderThan(LONGEST_PAUSE) : !thread.isAlive();
            return reached == null && !abandoned;
        }

        private boolean isOlderThan(Duration age) {
            return System.nanoTime() - since > age.toNanos();
        }

        /** Returns whether another invocation's step would hide what this invocation has just reached. */
        private boolean isHiddenBy(ArrivingStep step) {
            Cursor end = reached;
            return end != null
                    && !isOlderThan(LONGEST_PAUSE)
                    && !Lanes.reaches(step.cursor(), end)
                    && (!isOlderThan(PAUSE_BEFORE_TRAVEL) || hasOvertaken(step) || !step.mayTravel(end));
        }

        /** Returns whether a step follows one that its own Java thread did before this visit. */
        private boolean hasOvertaken(ArrivingStep step) {
            return ofOthers.stream()
                    .anyMatch(visit -> visit.thread == Thread.currentThread() && visit.isFollowedBy(step.cursor()));
        }

        private boolean isFollowedBy(Cursor cursor) {
            Cursor end = reached;
            return end != null && Lanes.reaches(cursor, end);
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
            StepVisit past = before;
            if (past != null) {
                past.ofOthers = List.of(); // this visit keeps them
            }
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
     * @throws IllegalStateException if another invocation of the thread is under way
     */
    static StepVisit enter(ArrivingStep step) {
        if (VISITS.size() > KEPT) {
            VISITS.values().removeIf(visit -> !visit.isActive() && visit.isOlderThan(LONGEST_PAUSE));
        }
        if (step.cursor().isEmpty()) {
            return new StepVisit("", step.node(), null);
        }
        String run = step.cursor().run();
        while (true) {
            StepVisit before = VISITS.get(run);
            if (before != null && before.thread != Thread.currentThread()) {
                requireOver(before, step);
            }
            StepVisit visit = new StepVisit(run, step.node(), before);
            if (before == null ? VISITS.putIfAbsent(run, visit) == null : VISITS.replace(run, before, visit)) {
                return visit;
            }
        }
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

    private static void requireOver(StepVisit visit, ArrivingStep step) {
        if (visit.isActive() || (!step.travels() && visit.isHiddenBy(step))) {
            throw new IllegalStateException(
                    "Thread %s is under way in another run, at node %s: start this run when that one has ended, or in a thread of its own; if a node starts a graph, it passes its own config on"
                            .formatted(step.thread(), visit.node));
        }
    }
}
