package dev.commonground.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    static Cursor cursor(long seed) {
        Random random = new Random(seed);
        Cursor cursor = Cursor.EMPTY.withRuns(Set.of("r" + random.nextInt(2))).at(NOON.plusSeconds(random.nextInt(5)));
        for (int s = 0; s < 3; s++) {
            TreeMap<Long, Long> lanes = new TreeMap<>();
            for (int l = 0; l < random.nextInt(4); l++) {
                lanes.put((long) random.nextInt(50), 1L + random.nextInt(50));
            }
            cursor = cursor.with("s" + random.nextInt(4), new Cursor.Place(random.nextInt(1_000), lanes));
        }
        return cursor;
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mergesLikeAReducer(long seed) {
        Cursor a = cursor(seed);
        Cursor b = cursor(seed + 1_000);
        Cursor c = cursor(seed + 2_000);

        assertThat(a.merge(a)).isEqualTo(a);
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(Cursor.EMPTY)).isEqualTo(a);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void parsesItsOwnText(long seed) {
        assertThat(Cursor.parse(cursor(seed).toString())).isEqualTo(cursor(seed));
    }

    @Test
    void takesTheMaximumOfEachLaneAndBase() {
        Cursor a = Cursor.EMPTY
                .withRuns(Set.of("r"))
                .at(NOON)
                .with("s", new Cursor.Place(5, new TreeMap<>(Map.of(1L, 3L, 2L, 1L))));
        Cursor b = Cursor.EMPTY
                .withRuns(Set.of("r"))
                .at(NOON)
                .with("s", new Cursor.Place(4, new TreeMap<>(Map.of(2L, 7L))));

        assertThat(a.merge(b))
                .isEqualTo(Cursor.EMPTY
                        .withRuns(Set.of("r"))
                        .at(NOON)
                        .with("s", new Cursor.Place(5, new TreeMap<>(Map.of(1L, 3L, 2L, 7L)))));
        assertThat(a.merge(b).toString()).isEqualTo("1~r~" + Long.toString(NOON.toEpochMilli(), 36) + "~s:5:1-3.2-7");
    }

    @Test
    void isEmptyAsText() {
        assertThat(Cursor.EMPTY.toString()).isEmpty();
        assertThat(Cursor.parse("")).isEqualTo(Cursor.EMPTY);
        assertThat(Cursor.newRun()).isNotEqualTo(Cursor.newRun());
        assertThat(Cursor.parse(Cursor.newRun().toString()).isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1",
                "2~r~0",
                "1~r~0~s:1",
                "1~r~0~s:1:2",
                "1~r~0~s:1:1-1-1",
                "1~r~0~s:1:1-1-1-zzzzzz",
                "1~r~0~s:1:1-1-zzzzzzzzzzz-zz",
                "1~r~0~s:1:1-1-1-1-1",
                "1~R~0",
                "plan=1,write=2"
            })
    void rejectsATextThatIsNotACursor(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cursor.parse(text))
                .withMessageContaining("is not a cursor of this version");
    }

    @Test
    void ofAnyLengthIsParsed() {
        TreeMap<Long, Long> lanes = new TreeMap<>();
        LongStream.range(1, 20_000).forEach(lane -> lanes.put(lane, lane));
        Cursor manyLanes = Cursor.EMPTY.withRuns(Set.of("r")).at(NOON).with("s", new Cursor.Place(1, lanes));
        Cursor manyScopes = Cursor.EMPTY.withRuns(Set.of("r")).at(NOON);
        for (int i = 0; i < 2_000; i++) {
            manyScopes = manyScopes.with("s" + i, new Cursor.Place(i, new TreeMap<>()));
        }

        assertThat(Cursor.parse(manyLanes.toString())).isEqualTo(manyLanes);
        assertThat(Cursor.parse(manyScopes.toString())).isEqualTo(manyScopes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cursor.parse("1~r~0" + "~s:1:1-1".repeat(20_000) + "~"))
                .withMessageContaining("is not a cursor");
    }

    @Test
    void hasOneRowForLanesWithEqualNumbersAndGaps() {
        TreeMap<Long, Long> lanes = new TreeMap<>();
        LongStream.range(0, 100_000).forEach(nth -> lanes.put(7 + 2 * nth, 1L));
        lanes.put(3L, 9L);
        lanes.put(1_000_000L, 1L);
        Cursor cursor = Cursor.EMPTY.withRuns(Set.of("r")).at(Instant.EPOCH).with("s", new Cursor.Place(1, lanes));

        assertThat(cursor.toString()).isEqualTo("1~r~0~s:1:3-9.7-1-2-255s.lfls-1");
        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @Test
    void knowsTimesBefore1970() {
        Cursor early = Cursor.EMPTY.withRuns(Set.of("r")).at(Instant.parse("1969-07-20T20:17:40Z"));

        assertThat(Cursor.parse(early.toString())).isEqualTo(early);
    }
}
