package dev.commonground.crew;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bsc.langgraph4j.RunnableConfig;

/**
 * The threads of parallel tasks. The graph returns at the first branch that fails. Closing this object waits for the other
 * branches: their model responses reach the journal, and nothing runs on after the run has stopped.
 */
final class BranchThreads implements AutoCloseable {

    private final Plan plan;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "crew-branch");
        thread.setDaemon(true);
        return thread;
    });

    BranchThreads(Plan plan) {
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
