package dev.commonground.crew;

import java.util.Map;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;

/** Changes the last checkpoint of a run from outside its graph. */
final class Checkpoints {

    private Checkpoints() {}

    static void update(CompiledGraph<CrewState> graph, RunnableConfig config, Map<String, Object> changes) {
        try {
            var unused = graph.updateState(config, changes);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // the graph declares any
            throw new IllegalStateException(
                    "The state of run %s cannot be changed"
                            .formatted(config.threadId().orElse("")),
                    e);
        }
    }
}
