package dev.commonground.crew;

import java.util.concurrent.Executor;
import org.bsc.langgraph4j.RunnableConfig;

/**
 * The threads of parallel tasks. The graph would return at the first branch that fails, and ignore an interrupt. So the last
 * start of a branch waits for all branches: their model responses and tool results reach the journal, nothing runs on after
 * the run has stopped, and an interrupt of the run stops them.
 */
record BranchThreads(Plan plan) {

    /** Returns {@code config} with the threads for every group. */
    RunnableConfig in(RunnableConfig config) {
        RunnableConfig.Builder builder = RunnableConfig.builder(config);
        for (int stage = 1; stage <= plan.stages().size(); stage++) {
            int branches = plan.stages().get(stage - 1).size();
            if (branches > 1) {
                builder.addParallelNodeExecutor(CrewGraph.fork(stage), group(branches));
            }
        }
        return builder.build();
    }

    private static Executor group(int branches) {
        JoinedThreads threads = new JoinedThreads("crew-branch");
        return branch -> {
            if (threads.start(branch) == branches) {
                threads.join();
            }
        };
    }
}
