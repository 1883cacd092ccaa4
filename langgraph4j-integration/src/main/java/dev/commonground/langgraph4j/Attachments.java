package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.bsc.langgraph4j.StateGraph;

/**
 * The graphs to which a memory was attached in this process, each with its memory and its policy.
 *
 * <p>Thread-safe. Keeps no graph, memory or policy alive.
 */
final class Attachments {

    private static final Map<StateGraph<?>, AttachedWith> ATTACHED = Collections.synchronizedMap(new WeakHashMap<>());

    private Attachments() {}

    private record AttachedWith(WeakReference<SharedMemory> memory, WeakReference<Object> policy) {}

    static boolean isAttached(StateGraph<?> graph) {
        return ATTACHED.containsKey(graph);
    }

    static void add(StateGraph<?> graph, SharedMemory memory, Object policy) {
        ATTACHED.put(graph, new AttachedWith(new WeakReference<>(memory), new WeakReference<>(policy)));
    }

    /** Returns whether a graph has this memory, or none yet. */
    static boolean admits(StateGraph<?> graph, SharedMemory memory) {
        AttachedWith attachment = ATTACHED.get(graph);
        if (attachment == null) {
            return !(graph instanceof MemoryGraph<?> waiting) || waiting.isOver(memory);
        }
        return attachment.memory.refersTo(memory);
    }

    /** Returns whether a graph was attached with this very policy. */
    static boolean hasPolicy(StateGraph<?> graph, Object policy) {
        AttachedWith attachment = ATTACHED.get(graph);
        return attachment != null && attachment.policy.refersTo(policy);
    }
}
