package dev.commonground.crew;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Several runs at a time. Whatever happens in one, the others continue, and each has an outcome. */
record ConcurrentRuns(List<Run> runs, Function<Run, CrewResult> kickoff) {

    private static final int AT_ONCE = 8;

    List<RunOutcome> outcomes() {
        AtomicInteger next = new AtomicInteger();
        AtomicReferenceArray<RunOutcome> outcomes = new AtomicReferenceArray<>(runs.size());
        JoinedThreads threads = new JoinedThreads("crew-run");
        for (int thread = 0; thread < Math.min(AT_ONCE, runs.size()); thread++) {
            threads.start(() -> {
                for (int run = next.getAndIncrement(); run < runs.size(); run = next.getAndIncrement()) {
                    outcomes.set(run, outcome(runs.get(run)));
                }
            });
        }
        threads.join();
        return IntStream.range(0, runs.size()).mapToObj(outcomes::get).toList();
    }

    private RunOutcome outcome(Run run) {
        if (Thread.currentThread().isInterrupted()) {
            return stopped(run, "was not begun because the thread was interrupted: start it again", null);
        }
        try {
            return new RunOutcome.Ended(run.id(), kickoff.apply(run));
        } catch (RuntimeException e) { // the other runs continue
            return new RunOutcome.Stopped(run.id(), e);
        } catch (Error e) { // as after an exception
            return stopped(run, "stopped with an error, and can be resumed: " + e, e);
        }
    }

    private static RunOutcome stopped(Run run, String how, @Nullable Throwable cause) {
        return new RunOutcome.Stopped(run.id(), new IllegalStateException("Run %s %s".formatted(run.id(), how), cause));
    }
}
