package dev.commonground.memory;

import java.util.function.Predicate;

/** A filter that looks at a memory itself. */
record Condition(Predicate<Memory> holds) implements Filter {

    @Override
    public boolean test(Memory memory) {
        return holds.test(memory);
    }
}
