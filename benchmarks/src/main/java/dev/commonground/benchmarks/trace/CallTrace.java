package dev.commonground.benchmarks.trace;

import java.util.Map;
import java.util.TreeMap;

/**
 * The methods of Common Ground that one operation enters.
 *
 * @param callsByFile the number of calls by source file, such as {@code "dev/commonground/AgentMemory.java"}
 */
record CallTrace(Map<String, Integer> callsByFile) {

    CallTrace {
        callsByFile = new TreeMap<>(callsByFile);
    }

    /** Returns the number of source files that declare at least one of the called methods. */
    int files() {
        return callsByFile.size();
    }

    /** Returns the number of calls on all threads. */
    int calls() {
        return callsByFile.values().stream().mapToInt(Integer::intValue).sum();
    }
}
