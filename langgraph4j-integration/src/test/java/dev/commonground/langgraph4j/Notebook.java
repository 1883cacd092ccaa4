package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;

/** Makes nodes that record what they see in the memory and then remember something. */
final class Notebook {

    final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    /** Returns a node that records {@code name sees [...]} and remembers the texts. */
    AsyncNodeActionWithConfig<TestState> node(String name, String... texts) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            AgentMemory memory = GraphMemory.memory(config);
            lines.add(name + " sees " + OpenMemory.texts(memory.list()));
            for (String text : texts) {
                memory.remember(text);
            }
            return Map.of("log", List.of(name));
        });
    }

    /** Returns such a node that fails a given number of times after it has written. */
    AsyncNodeActionWithConfig<TestState> failing(String name, int times, String... texts) {
        int[] left = {times};
        AsyncNodeActionWithConfig<TestState> node = node(name, texts);
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            Map<String, Object> result = node.apply(state, config).join();
            if (left[0]-- > 0) {
                throw new IllegalStateException(name + " fails");
            }
            return result;
        });
    }
}
