package dev.commonground.benchmarks.peers;

import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.measure.Stopwatch;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** A system that holds the memories of a corpus and answers questions about them. Not thread-safe. */
interface Peer extends AutoCloseable {

    /** The number of memories in an answer. */
    int LIMIT = Filters.LIMIT;

    /**
     * The answer to a question.
     *
     * @param memories the numbers of the memories, best first
     * @param nanos the nanoseconds that passed, without any talk between processes
     * @param processorNanos the processor time in nanoseconds
     */
    record PeerAnswer(List<Integer> memories, long nanos, long processorNanos) {

        /** Returns an answer that took as long as {@code watch} shows; its memories are read afterwards. */
        static <T> PeerAnswer of(Stopwatch watch, List<T> found, Function<T, Integer> number) {
            long processor = watch.processorNanos();
            long nanos = watch.nanos();
            return new PeerAnswer(found.stream().map(number).toList(), nanos, processor);
        }
    }

    /** Returns the system's name. */
    String title();

    /** Returns what the system cannot do that Common Ground does in the same call; empty if nothing. */
    String cannot();

    /** Returns whether the system answers questions of a form. */
    default boolean answers(Inquiry.QuestionForm form) {
        return !form.hybrid();
    }

    /** Answers a question. */
    PeerAnswer ask(Inquiry question) throws Exception;

    /**
     * Returns the ten best memories by an exhaustive search with the system's own formula. Systems that only compare
     * vectors have the same formula, the cosine.
     */
    default List<Integer> exhaustive(Inquiry question, ExactSearch exact) throws Exception {
        return exact.nearest(question);
    }

    /** Returns the number at the end of a memory's text. */
    static int number(String text) {
        return Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
    }

    @Override
    void close() throws IOException;
}
