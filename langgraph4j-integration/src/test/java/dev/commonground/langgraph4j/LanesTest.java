package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Cursor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LanesTest {

    static final Cursor AT_3_AND_5 = cursor(Map.of(1L, 3L, 2L, 5L));

    static Cursor cursor(Map<Long, Long> lanes) {
        return Cursor.EMPTY.with("task order-7", new Cursor.Place(9, new TreeMap<>(lanes)));
    }

    @Test
    void aCursorReachesItselfAndEarlierOnes() {
        assertThat(Lanes.reaches(AT_3_AND_5, AT_3_AND_5)).isTrue();
        assertThat(Lanes.reaches(AT_3_AND_5, cursor(Map.of(1L, 2L, 2L, 5L)))).isTrue();
        assertThat(Lanes.reaches(AT_3_AND_5, cursor(Map.of(2L, 1L)))).isTrue();
        assertThat(Lanes.reaches(AT_3_AND_5, Cursor.EMPTY)).isTrue();
    }

    @Test
    void aCursorDoesNotReachALaterNumber() {
        assertThat(Lanes.reaches(AT_3_AND_5, cursor(Map.of(1L, 3L, 2L, 6L)))).isFalse();
    }

    @Test
    void aCursorDoesNotReachAnotherLane() {
        assertThat(Lanes.reaches(AT_3_AND_5, cursor(Map.of(3L, 1L)))).isFalse();
    }

    @Test
    void aCursorDoesNotReachAnotherScope() {
        assertThat(Lanes.reaches(Cursor.EMPTY, AT_3_AND_5)).isFalse();
    }
}
