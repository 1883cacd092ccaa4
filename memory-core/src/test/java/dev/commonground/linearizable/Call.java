package dev.commonground.linearizable;

import org.jspecify.annotations.Nullable;

/**
 * One call of a process on one object. Times are of the machine's monotonic clock, in nanoseconds, so they can be compared
 * across processes.
 *
 * @param object the name of the object; calls on different objects are independent
 * @param process who called
 * @param operation what was called
 * @param argument what was passed; empty for a read
 * @param result what was answered; null if the caller never heard, and the call may or may not have taken effect
 * @param begin before the call
 * @param end after the answer; {@link Long#MAX_VALUE} without one
 */
public record Call(
        String object,
        String process,
        Operation operation,
        String argument,
        @Nullable String result,
        long begin,
        long end) {

    /** The operations of all objects. */
    public enum Operation {
        READ,
        WRITE,
        COMPARE_AND_SET,
        ADD
    }

    /** Creates a call that was answered. */
    public static Call of(
            String object, String process, Operation operation, String argument, String result, long begin, long end) {
        return new Call(object, process, operation, argument, result, begin, end);
    }

    /** Creates a call without an answer. */
    public static Call unanswered(String object, String process, Operation operation, String argument, long begin) {
        return new Call(object, process, operation, argument, null, begin, Long.MAX_VALUE);
    }

    /** Returns whether the caller heard the result. */
    boolean isAnswered() {
        return result != null;
    }

    /** Returns whether the call ended with {@code expected}, or might have. */
    boolean mayHaveReturned(String expected) {
        return result == null || result.equals(expected);
    }
}
