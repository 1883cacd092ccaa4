package dev.commonground.langgraph4j;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bsc.langgraph4j.RunnableConfig;

/** The number of records in the history of each thread that an exclusive run has read or written. Thread-safe. */
final class ThreadPositions {

    private final Map<String, Integer> records = new ConcurrentHashMap<>();

    /** Notes the position at which an exclusive run begins. Has no effect for another run, or later. */
    static void begin(RunnableConfig config, String thread, int position) {
        config.metadata(GraphMemory.EXCLUSIVE)
                .ifPresent(own -> ((ThreadPositions) own).records.putIfAbsent(thread, position));
    }

    /** Returns whether the run may write a record at {@code position}. */
    static boolean allow(RunnableConfig config, String thread, int position) {
        return config.metadata(GraphMemory.EXCLUSIVE)
                .map(own -> ((ThreadPositions) own).records.getOrDefault(thread, position) == position)
                .orElse(true);
    }

    /** Notes that the run has written a record at {@code position}. */
    static void advance(RunnableConfig config, String thread, int position) {
        config.metadata(GraphMemory.EXCLUSIVE)
                .ifPresent(own -> ((ThreadPositions) own).records.put(thread, position + 1));
    }
}
