package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Several filters as one. They are tested in turn until one returns {@code decisive}; then the result is
 * {@code decided}, and otherwise the opposite.
 */
record Combination(List<Filter> parts, boolean decisive, boolean decided) implements Filter {

    Combination {
        parts = List.copyOf(parts);
    }

    /** A combination that is being tested. */
    private record Level(Combination combination, Iterator<Filter> left) {

        boolean closes(boolean answer) {
            return answer == combination.decisive || !left.hasNext();
        }

        boolean result(boolean answer) {
            return (answer == combination.decisive) == combination.decided;
        }
    }

    @Override
    public boolean test(Memory memory) {
        requireNonNull(memory, "memory");
        for (int i = 0; i < parts.size(); i++) {
            Filter part = parts.get(i);
            if (part instanceof Combination) {
                return testNested(memory);
            }
            if (part.test(memory) == decisive) {
                return decided;
            }
        }
        return !decided;
    }

    /** Keeps a stack of its own, so that deep nesting cannot overflow the thread's stack. */
    private boolean testNested(Memory memory) {
        Deque<Level> open = new ArrayDeque<>();
        Filter next = this;
        while (true) {
            boolean answer;
            if (next instanceof Combination combination) {
                open.push(new Level(combination, combination.parts.iterator()));
                answer = !combination.decisive;
            } else {
                answer = next.test(memory);
            }
            while (!open.isEmpty() && open.getFirst().closes(answer)) {
                answer = open.pop().result(answer);
            }
            if (open.isEmpty()) {
                return answer;
            }
            next = open.getFirst().left.next();
        }
    }
}
