package dev.commonground.linearizable;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Describes how an object answers calls that come one after another. Its state is a text. */
public enum SequentialModel {

    /** A register with a value, which is written, read, or set if it has an expected value. It starts with {@code 0}. */
    REGISTER("0") {
        @Override
        Optional<String> after(String state, Call call) {
            return switch (call.operation()) {
                case READ -> call.mayHaveReturned(state) ? Optional.of(state) : Optional.empty();
                case WRITE -> Optional.of(call.argument());
                case COMPARE_AND_SET -> afterComparing(state, call);
                case ADD -> Optional.empty();
            };
        }

        private static Optional<String> afterComparing(String state, Call call) {
            String[] values = call.argument().split(">", 2);
            boolean equal = state.equals(values[0]);
            return call.mayHaveReturned(String.valueOf(equal))
                    ? Optional.of(equal ? values[1] : state)
                    : Optional.empty();
        }
    },

    /** A set that only grows. It tells whether an element was new, and a read returns all elements in their order. */
    SET("") {
        @Override
        Optional<String> after(String state, Call call) {
            return switch (call.operation()) {
                case READ -> call.mayHaveReturned(state) ? Optional.of(state) : Optional.empty();
                case ADD -> afterAdding(state, call);
                case WRITE, COMPARE_AND_SET -> Optional.empty();
            };
        }

        private static Optional<String> afterAdding(String state, Call call) {
            TreeSet<String> elements = new TreeSet<>();
            if (!state.isEmpty()) {
                elements.addAll(List.of(state.split(",")));
            }
            boolean added = elements.add(call.argument());
            return call.mayHaveReturned(String.valueOf(added))
                    ? Optional.of(String.join(",", elements))
                    : Optional.empty();
        }
    };

    private final String initial;

    SequentialModel(String initial) {
        this.initial = initial;
    }

    /** Returns the state before any call. */
    String initial() {
        return initial;
    }

    /** Returns the state after a call, or empty if the call's result does not fit the state. */
    abstract Optional<String> after(String state, Call call);
}
