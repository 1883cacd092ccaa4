package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.bsc.async.AsyncGenerator;
import org.bsc.langgraph4j.action.InterruptionMetadata;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.Checkpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamEndTest {

    final List<Map<String, Object>> ends = new ArrayList<>();

    /** A stream that has ended. */
    private record Ended(@Nullable Object result) implements AsyncGenerator<String> {

        @Override
        @SuppressWarnings("NullAway") // LangGraph4j allows null here
        public Data<String> next() {
            return Data.done(result);
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }
    }

    /** A stream that fails. */
    private record Broken() implements AsyncGenerator<String> {

        @Override
        public Data<String> next() {
            return Data.error(new IllegalStateException("the line is dead"));
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }
    }

    /** A reader that counts the streams without a result. */
    private static final class CountingReader implements StreamEnd.Reader {

        private int givenUp;

        @Override
        public <T> T reading(Supplier<T> element) {
            return element.get();
        }

        @Override
        public void giveUp(Throwable failure) {
            givenUp++;
        }
    }

    final CountingReader reader = new CountingReader();

    StreamEnd<?> awaited(@Nullable Object result) {
        Map<String, Object> awaiting = StreamEnd.await(Map.of("stream", new Ended(result)), reader, last -> {
            ends.add(last);
            return Map.of("ended", true);
        });
        return (StreamEnd<?>) requireNonNull(awaiting.get("stream"));
    }

    @Test
    void aResultIsPassedOnlyOnce() {
        StreamEnd<?> stream = awaited(Map.of("answer", "blue"));

        assertThat(stream.next().resultValue()).isEqualTo(Map.of("ended", true));
        assertThat(stream.next().resultValue()).isEqualTo(Map.of("ended", true));
        assertThat(ends).containsExactly(Map.of("answer", "blue"));
    }

    @Test
    void aStreamWithoutAResultEndsWithAnEmptyResult() {
        assertThat(awaited(null).next().resultValue()).isEqualTo(Map.of("ended", true));
        assertThat(ends).containsExactly(Map.of());
    }

    @Test
    void aReleasedThreadsLastCheckpointIsItsResult() {
        Checkpoint last = Checkpoint.builder()
                .nodeId("write")
                .nextNodeId("review")
                .state(Map.of("answer", "blue"))
                .build();

        awaited(new BaseCheckpointSaver.Tag("thread-1", List.of(last))).next();

        assertThat(ends).containsExactly(Map.of("answer", "blue"));
    }

    @Test
    void anInterruptionIsNotTheEnd() {
        InterruptionMetadata<TestState> interruption =
                InterruptionMetadata.builder("write", new TestState(Map.of())).build();

        assertThat(awaited(interruption).next().resultValue()).isSameAs(interruption);
        assertThat(ends).isEmpty();
        assertThat(reader.givenUp).isOne();
    }

    @Test
    void aCancelledStreamHasNoEnd() {
        StreamEnd<?> stream = awaited(Map.of("answer", "blue"));

        stream.cancel(false);

        assertThat(stream.next().resultValue()).isSameAs(AsyncGenerator.IsCancellable.CANCELLED);
        assertThat(ends).isEmpty();
        assertThat(reader.givenUp).isOne();
    }

    @Test
    void aStreamThatFailsHasNoEnd() {
        Map<String, Object> awaiting = StreamEnd.await(Map.of("stream", new Broken()), reader, last -> {
            ends.add(last);
            return last;
        });

        assertThat(((StreamEnd<?>) requireNonNull(awaiting.get("stream")))
                        .next()
                        .isError())
                .isTrue();
        assertThat(ends).isEmpty();
        assertThat(reader.givenUp).isOne();
    }

    @Test
    void aDrainedStreamLeavesItsResultBesideTheOtherKeys() {
        assertThat(StreamEnd.drain(Map.of("stream", new Ended(Map.of("answer", "blue")), "other", 1))
                        .join())
                .isEqualTo(Map.of("answer", "blue", "other", 1));
    }
}
