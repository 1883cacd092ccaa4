package dev.commonground.linearizable;

import static dev.commonground.linearizable.SequentialModel.REGISTER;
import static dev.commonground.linearizable.SequentialModel.SET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.linearizable.Call.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearizabilityTest {

    static Call call(Operation operation, String argument, String result, long begin, long end) {
        return Call.of("x", "p", operation, argument, result, begin, end);
    }

    static Call read(String result, long begin, long end) {
        return call(Operation.READ, "", result, begin, end);
    }

    static Call write(String value, long begin, long end) {
        return call(Operation.WRITE, value, "", begin, end);
    }

    static Call set(String values, boolean result, long begin, long end) {
        return call(Operation.COMPARE_AND_SET, values, String.valueOf(result), begin, end);
    }

    static Call add(String element, boolean result, long begin, long end) {
        return call(Operation.ADD, element, String.valueOf(result), begin, end);
    }

    static Call unansweredWrite(String value, long begin) {
        return Call.unanswered("x", "q", Operation.WRITE, value, begin);
    }

    static Stream<Arguments> possible() {
        return Stream.of(
                Arguments.of(
                        "an overlapping read sees the old value", REGISTER, List.of(write("1", 0, 9), read("0", 1, 2))),
                Arguments.of(
                        "an overlapping read sees the new value", REGISTER, List.of(write("1", 0, 9), read("1", 1, 2))),
                Arguments.of(
                        "a write without an answer takes effect late",
                        REGISTER,
                        List.of(unansweredWrite("1", 0), read("0", 1, 2), read("1", 3, 4))),
                Arguments.of(
                        "a write without an answer never takes effect",
                        REGISTER,
                        List.of(unansweredWrite("1", 0), read("0", 1, 2))),
                Arguments.of(
                        "one of two wins",
                        REGISTER,
                        List.of(set("0>1", true, 0, 5), set("0>2", false, 1, 6), read("1", 7, 8))),
                Arguments.of(
                        "one of two adds",
                        SET,
                        List.of(add("a", false, 0, 5), add("a", true, 1, 6), add("b", true, 2, 3), read("a,b", 7, 8))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("possible")
    void acceptsWhatOneOrderExplains(String name, SequentialModel model, List<Call> calls) {
        assertThat(Linearizability.violation(model, calls)).as(name).isEmpty();
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of("a stale read", REGISTER, List.of(write("1", 0, 1), read("0", 2, 3))),
                Arguments.of(
                        "a value that disappears",
                        REGISTER,
                        List.of(unansweredWrite("1", 0), read("1", 1, 2), read("0", 3, 4))),
                Arguments.of("a lost update", REGISTER, List.of(set("0>1", true, 0, 5), set("0>2", true, 1, 6))),
                Arguments.of("a value of nobody", REGISTER, List.of(write("1", 0, 1), read("2", 2, 3))),
                Arguments.of("two that add", SET, List.of(add("a", true, 0, 5), add("a", true, 1, 6))),
                Arguments.of(
                        "a lost element", SET, List.of(add("a", true, 0, 1), add("b", true, 2, 3), read("b", 4, 5))),
                Arguments.of(
                        "reads that disagree on the order",
                        SET,
                        List.of(add("a", true, 0, 9), add("b", true, 0, 9), read("a", 1, 8), read("b", 1, 8))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void findsWhatNoOrderExplains(String name, SequentialModel model, List<Call> calls) {
        assertThat(Linearizability.violation(model, calls)).as(name).isPresent();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void decidesLongHistories(long seed) {
        List<Call> calls = generated(new Random(seed), 2_000);

        assertThat(Linearizability.violation(REGISTER, calls)).isEmpty();
        Call stale = read("0", 300_000, 300_001);
        calls.add(stale);
        assertThat(Linearizability.violation(REGISTER, calls))
                .hasValueSatisfying(why -> assertThat(why).contains(stale.toString()));
    }

    /** Returns calls of eight processes that took effect in the order of the list, each within its span. */
    private static List<Call> generated(Random random, int count) {
        List<Call> calls = new ArrayList<>();
        String state = "0";
        for (int i = 1; i <= count; i++) {
            long at = i * 100L;
            long begin = at - random.nextInt(400);
            long end = at + random.nextInt(400);
            if (random.nextInt(3) == 0) {
                calls.add(i % 500 == 0 ? unansweredWrite("" + i, begin) : write("" + i, begin, end));
                state = "" + i;
            } else {
                calls.add(read(state, begin, end));
            }
        }
        return calls;
    }

    @Test
    void namesTheCallsThatCannotBeNext() {
        Optional<String> why = Linearizability.violation(REGISTER, List.of(write("1", 0, 1), read("0", 2, 3)));

        assertThat(why.orElseThrow()).startsWith("After 1 of 2 calls the state is 1, and none of these can be next: ");
    }
}
