package dev.commonground.langgraph4j;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that stand for runs where only values of the state are handed on, such as from a conditional edge to its tools. A
 * token is a text, because an edge may start a graph with its state, and a state must be serializable. It is random, so a
 * model cannot guess it, and it is valid only while the run lasts.
 *
 * <p>Thread-safe.
 */
final class RunTokens {

    private static final Map<String, NodeRun> RUNS = new ConcurrentHashMap<>();

    private RunTokens() {}

    /** Returns the run that a value stands for. */
    static Optional<NodeRun> find(@Nullable Object token) {
        return token instanceof String text ? Optional.ofNullable(RUNS.get(text)) : Optional.empty();
    }

    /** Applies {@code body} to a token of {@code run}, which is valid until the result is complete. */
    static <T> CompletableFuture<T> during(NodeRun run, Function<String, CompletableFuture<T>> body) {
        String token = UUID.randomUUID().toString();
        RUNS.put(token, run);
        try {
            return body.apply(token).whenComplete((result, failure) -> RUNS.remove(token));
        } catch (RuntimeException | Error e) {
            RUNS.remove(token);
            throw e;
        }
    }
}
