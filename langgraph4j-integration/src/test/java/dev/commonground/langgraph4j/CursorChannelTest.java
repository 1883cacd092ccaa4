package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Cursor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CursorChannelTest {

    static final Cursor RUN = Cursor.newRun();
    static final Cursor ONE = at(RUN, 3, 1);
    static final Cursor OTHER = at(RUN, 5, 2);

    static Cursor at(Cursor run, long base, long lane) {
        return run.with("t1", new Cursor.Place(base, new TreeMap<>(Map.of(lane, 1L))));
    }

    static String merged(String there, String incoming) {
        return (String) CursorChannel.INSTANCE.update(GraphMemory.CURSOR, there, incoming);
    }

    @Test
    void mergingIsCommutativeAndIdempotent() {
        String both = ONE.merge(OTHER).toString();

        assertThat(merged(ONE.toString(), OTHER.toString())).isEqualTo(both);
        assertThat(merged(OTHER.toString(), ONE.toString())).isEqualTo(both);
        assertThat(merged(both, ONE.toString())).isEqualTo(both);
        assertThat(merged(both, both)).isEqualTo(both);
    }

    @Test
    void aCursorWithoutScopesYieldsToAnyOther() {
        String fresh = Cursor.newRun().toString();

        assertThat(merged(fresh, ONE.toString())).isEqualTo(ONE.toString());
        assertThat(merged(ONE.toString(), fresh)).isEqualTo(ONE.toString());
        assertThat(merged(fresh, RUN.toString())).isEqualTo(RUN.toString());
        assertThat(merged(fresh, "")).isEqualTo(fresh);
    }

    @Test
    void aSubGraphWithoutACursorUsesItsParentsCursor() {
        assertThat(CursorChannel.INSTANCE.update(GraphMemory.CURSOR, null, ONE.toString()))
                .isEqualTo(ONE.toString());
    }

    @Test
    void anExactCursorReplacesTheCurrentOne() {
        assertThat(merged(OTHER.toString(), CursorChannel.exactly(ONE))).isEqualTo(ONE.toString());
        assertThat(merged(CursorChannel.exactly(ONE), OTHER.toString()))
                .isEqualTo(ONE.merge(OTHER).toString());
        assertThat(CursorChannel.in(Map.of(GraphMemory.CURSOR, CursorChannel.exactly(ONE))))
                .isEqualTo(ONE);
    }

    @Test
    void everyRunBeginsWithItsOwnCursor() {
        String first = CursorChannel.INSTANCE.getDefault().orElseThrow().get();

        assertThat(first)
                .isNotEqualTo(CursorChannel.INSTANCE.getDefault().orElseThrow().get());
        assertThat(Cursor.parse(first).runs()).hasSize(1);
    }

    @Test
    void aStateWithoutACursorHasTheEmptyCursor() {
        assertThat(CursorChannel.in(Map.of())).isEqualTo(Cursor.EMPTY);
    }

    @Test
    void aMalformedCursorIsRefused() {
        assertThatThrownBy(() -> merged(ONE.toString(), "everything")).isInstanceOf(IllegalArgumentException.class);
    }
}
