package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final int SIZE = 3_000;

    private final RandomScope scope = new RandomScope(new Random(5), SIZE, 1, 0);

    private static List<MemoryId> sample(List<MemoryId> ids, Statement statement) {
        StatementTable table = new StatementTable();
        ids.forEach(id -> table.add(id, statement));
        BitSet live = new BitSet();
        live.set(0, ids.size());
        return Arrays.stream(new Samples().of(live, table)).mapToObj(ids::get).toList();
    }

    @Test
    void haveTheSameStatementsInEveryOrderOfTheLog() {
        List<MemoryId> shuffled = new ArrayList<>(scope.ids);
        Collections.shuffle(shuffled, new Random(6));
        Statement any = scope.statements.get(0);

        assertThat(sample(scope.ids, any))
                .hasSizeBetween(200, 312)
                .containsExactlyInAnyOrderElementsOf(sample(shuffled, any));
    }

    @Test
    void areThoseOfTheLiveStatements() {
        Samples samples = new Samples();
        int[] all = samples.of(scope.live, scope.index.statements());
        assertThat(samples.of((BitSet) scope.live.clone(), scope.index.statements()))
                .isSameAs(all);

        scope.live.clear(0, 1_500);
        int[] half = samples.of(scope.live, scope.index.statements());

        assertThat(half).isSorted();
        assertThat(Arrays.stream(half)).allMatch(scope.live::get);
        assertThat(half.length).isBetween(200, 312);
        assertThat(all[0]).isLessThan(1_500);
    }
}
