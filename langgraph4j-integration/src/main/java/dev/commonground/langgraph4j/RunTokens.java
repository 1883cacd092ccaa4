package dev.commonground.langgraph4j;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that stand for runs where only values of the state are handed on, such as from a conditional edge to its tools. A
 * token is a text, because an edge may start a graph with its state, and a state must be serializable. It is random, so a
 * model cannot guess it, and it is valid only while the run lasts.
 *
 * <p>Thread-safe.
 */
final class RunTokens {

    private static final Map<String, RunReference> RUNS = new ConcurrentHashMap<>();

    /** The references to runs that were abandoned, such as that of a stream that nobody read to its end. */
    private static final ReferenceQueue<NodeRun> ABANDONED = new ReferenceQueue<>();

    private static final class RunReference extends WeakReference<NodeRun> {

        private final String token;

        RunReference(String token, NodeRun run) {
            super(run, ABANDONED);
            this.token = token;
        }
    }

    private RunTokens() {}

    /** Returns a new token of {@code run}. It is valid until it is {@linkplain #remove removed}. */
    static String add(NodeRun run) {
        for (Reference<?> gone = ABANDONED.poll(); gone != null; gone = ABANDONED.poll()) {
            remove(((RunReference) gone).token);
        }
        String token = UUID.randomUUID().toString();
        RUNS.put(token, new RunReference(token, run));
        return token;
    }

    static void remove(String token) {
        RUNS.remove(token);
    }

    /** Returns the run that a value stands for. */
    static Optional<NodeRun> find(@Nullable Object token) {
        return token instanceof String text
                ? Optional.ofNullable(RUNS.get(text)).map(RunReference::get)
                : Optional.empty();
    }
}
