package dev.commonground.langgraph4j;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bsc.async.AsyncGenerator;
import org.bsc.langgraph4j.GraphResult;
import org.jspecify.annotations.Nullable;

/**
 * A node's stream with an action at its end, because the node's result is known only then. A stream that is cancelled,
 * fails or is interrupted has no result. Graphs that start while the stream is read belong to the node.
 *
 * @param <E> the type of the stream's elements
 */
final class StreamEnd<E> extends AsyncGenerator.WithResult<E> {

    /** The run of the node whose stream is read. */
    interface Reader {

        /** Returns the next element of the stream, which {@code element} reads. */
        <T> T reading(Supplier<T> element);

        /** Ends the run without a result. */
        void giveUp(Throwable failure);
    }

    private final Reader reader;
    private final UnaryOperator<Map<String, Object>> ending;
    private @Nullable Data<E> end;

    private StreamEnd(AsyncGenerator<E> stream, Reader reader, UnaryOperator<Map<String, Object>> ending) {
        super(stream);
        this.reader = reader;
        this.ending = ending;
    }

    /** Returns whether a node's result is a stream. */
    static boolean isAhead(Map<String, Object> result) {
        return result.values().stream().anyMatch(AsyncGenerator.class::isInstance);
    }

    /** Returns {@code result} with {@code ending} applied to the result of its stream. */
    static Map<String, Object> await(
            Map<String, Object> result, Reader reader, UnaryOperator<Map<String, Object>> ending) {
        Map<String, Object> awaiting = new HashMap<>(result);
        awaiting.replaceAll((key, value) ->
                value instanceof AsyncGenerator<?> stream ? new StreamEnd<>(stream, reader, ending) : value);
        return awaiting;
    }

    /**
     * Reads the stream of {@code result} to its end and returns the stream's result. In a parallel branch, LangGraph4j
     * 1.8.17 loses that result and keeps the node's view of the state instead.
     */
    static CompletableFuture<Map<String, Object>> drain(Map<String, Object> result) {
        Map<String, Object> rest = new HashMap<>(result);
        CompletableFuture<Map<String, Object>> drained = CompletableFuture.completedFuture(rest);
        for (Map.Entry<String, Object> entry : result.entrySet()) {
            if (entry.getValue() instanceof AsyncGenerator<?> stream) {
                rest.remove(entry.getKey());
                drained = drained.thenCombine(stream.toCompletableFuture(), (so, value) -> {
                    so.putAll(data(value));
                    return so;
                });
            }
        }
        return drained;
    }

    @Override
    public synchronized Data<E> next() {
        if (end != null) {
            return end;
        }
        Data<E> data = reader.reading(super::next);
        if (data.isDone()) {
            end = ended(data);
            return end;
        }
        if (data.isError()) {
            reader.giveUp(new CancellationException("The stream failed"));
        }
        return data;
    }

    private Data<E> ended(Data<E> data) {
        GraphResult result = GraphResult.from(data.resultValue());
        if (result.isEmpty() || result.isStateDataOrCheckpointSaverTag()) {
            return Data.done(ending.apply(data(data.resultValue())));
        }
        reader.giveUp(new CancellationException("The stream has no result"));
        return data;
    }

    private static Map<String, Object> data(@Nullable Object value) {
        GraphResult result = GraphResult.from(value);
        return result.isStateDataOrCheckpointSaverTag() ? result.asStateDataOrLastCheckpointStateData() : Map.of();
    }
}
