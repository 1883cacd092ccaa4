package dev.commonground.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Author ADA = Author.person("ada");

    static Memory memory(Metadata metadata) {
        return new Memory(
                new MemoryId("m-" + "a".repeat(26)),
                Scope.task("order-7"),
                new Statement(Kind.CONSTRAINT, "tone", "formal", "Keep it formal"),
                Memory.Status.LIVE,
                List.of(new Assertion(
                        ADA, NOON, null, "monday", Origin.PERSON, 0.5, null, Metadata.NONE, null, List.of())),
                metadata);
    }

    static final Memory PLAIN = memory(Metadata.NONE
            .with("priority", 3)
            .with("share", 0.5)
            .with("urgent", true)
            .with("area", "design"));

    @Test
    void comparesEveryPartOfAMemory() {
        List<Filter> fulfilled = List.of(
                Filter.ALL,
                Filter.kind(Kind.CONSTRAINT, Kind.FINDING),
                Filter.author(ADA),
                Filter.scope(Scope.task("order-7")),
                Filter.key().eq("tone"),
                Filter.value().in(List.of("casual", "formal")),
                Filter.time().between(NOON.minusSeconds(1), NOON),
                Filter.thread().eq("monday"),
                Filter.metadata("area").greaterThan("code"),
                Filter.metadata("urgent").eq(true),
                Filter.metadata(" urgent ").exists());

        assertThat(fulfilled)
                .allMatch(filter -> filter.test(PLAIN))
                .noneMatch(filter -> Filter.not(filter).test(PLAIN));
    }

    @Test
    void comparesNumbersByValueWithBothBoundsIncluded() {
        assertThat(Filter.metadata("priority").eq(3.0).test(PLAIN)).isTrue();
        assertThat(Filter.metadata("priority").between(3, 4).test(PLAIN)).isTrue();
        assertThat(Filter.metadata("priority").between(2, 3).test(PLAIN)).isTrue();
        assertThat(Filter.metadata("priority").between(3.1, 4).test(PLAIN)).isFalse();
        assertThat(Filter.metadata("share").lessThan(1).test(PLAIN)).isTrue();
        assertThat(Filter.metadata("share").atMost(0.5).test(PLAIN)).isTrue();
        assertThat(Filter.metadata("share").greaterThan(0.5).test(PLAIN)).isFalse();
        assertThat(Filter.metadata("share").atLeast(0.5f).test(PLAIN)).isTrue();
        Memory large = memory(Metadata.NONE.with("n", 9_007_199_254_740_993L));
        assertThat(Filter.metadata("n").eq(9_007_199_254_740_992L).test(large)).isFalse();
    }

    @Test
    void findsNoOrderBetweenValuesOfDifferentTypes() {
        assertThat(Filter.metadata("priority").eq("3").test(PLAIN)).isFalse();
        assertThat(Filter.metadata("priority").lessThan("9").test(PLAIN)).isFalse();
        assertThat(Filter.metadata("area").atLeast(0).test(PLAIN)).isFalse();
        assertThat(Filter.metadata("priority").ne("3").test(PLAIN)).isTrue();
    }

    @Test
    void treatsAMissingPartAsUnequalToEveryValue() {
        assertThat(Filter.metadata("owner").eq("ada").test(PLAIN)).isFalse();
        assertThat(Filter.metadata("owner").ne("ada").test(PLAIN)).isTrue();
        assertThat(Filter.metadata("owner").exists().test(PLAIN)).isFalse();
        assertThat(Filter.metadata("owner").atMost("z").test(PLAIN)).isFalse();
    }

    @Test
    void acceptsAllWithoutConditionsAndNoneWithoutAlternatives() {
        assertThat(Filter.and().test(PLAIN)).isTrue();
        assertThat(Filter.or().test(PLAIN)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void evaluatesLikeTheLogicOfItsParts(long seed) {
        Random random = new Random(seed);

        for (int i = 0; i < 200; i++) {
            Pair pair = random(random, 5);
            assertThat(pair.filter.test(PLAIN)).isEqualTo(pair.plain.test(PLAIN));
        }
    }

    record Pair(Filter filter, Predicate<Memory> plain) {}

    static Pair random(Random random, int depth) {
        int choice = random.nextInt(depth == 0 ? 1 : 4);
        if (choice == 0) {
            boolean holds = random.nextBoolean();
            return new Pair(Filter.metadata("urgent").eq(holds), memory -> holds);
        }
        Pair a = random(random, depth - 1);
        Pair b = random(random, depth - 1);
        return switch (choice) {
            case 1 -> new Pair(Filter.and(a.filter, b.filter), a.plain.and(b.plain));
            case 2 -> new Pair(Filter.or(a.filter, b.filter), a.plain.or(b.plain));
            default -> new Pair(Filter.not(a.filter), a.plain.negate());
        };
    }

    @Test
    void isNestedToAnyDepth() {
        Filter deep = Filter.metadata("urgent").eq(true);
        for (int i = 0; i < 100_000; i++) {
            deep = i % 2 == 0 ? Filter.not(deep) : Filter.and(Filter.ALL, Filter.or(deep));
        }

        assertThat(deep.test(PLAIN)).isTrue();
    }

    @Test
    void rejectsValuesThatCannotBeCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.metadata("priority").eq(List.of()))
                .withMessageContaining("metadata entry priority")
                .withMessageContaining("convert it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.metadata("priority").atLeast(Double.NaN))
                .withMessageContaining("finite");
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.metadata(" "));
    }
}
