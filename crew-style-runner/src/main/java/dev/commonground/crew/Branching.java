package dev.commonground.crew;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bsc.langgraph4j.RunnableConfig;

/**
 * The threads of tasks that are done side by side. The graph gives up at the first branch that fails; closing this waits
 * for the others, so that nothing of a run goes on when it has stopped, and what they paid for is in the journal.
 */
final class Branching implements AutoCloseable {

    private final Plan plan;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "crew-branch");
        thread.setDaemon(true);
        return thread;
    });

    Branching(Plan plan) {
        this.plan = plan;
    }

    /** Returns {@code config} with the threads for every group. */
    RunnableConfig in(RunnableConfig config) {
        RunnableConfig.Builder builder = RunnableConfig.builder(config);
        for (int stage = 1; stage <= plan.stages().size(); stage++) {
            if (plan.stages().get(stage - 1).size() > 1) {
                builder.addParallelNodeExecutor(CrewGraph.fork(stage), threads);
            }
        }
        return builder.build();
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
