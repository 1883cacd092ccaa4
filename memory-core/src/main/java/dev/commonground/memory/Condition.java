package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;

/** A filter that tests a memory itself. */
record Condition(Predicate<Memory> holds) implements Filter {

    @Override
    public boolean test(Memory memory) {
        return holds.test(requireNonNull(memory, "memory"));
    }
}
