package dev.commonground.postgres;

import static dev.commonground.postgres.SharedStore.STORE;
import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Scope;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The vectors of many statements, and of those that are new. */
class EntryTableTest {

    static final int MOST_NAMED = 1_000;

    final String owner = SharedStore.newOwner();
    final ScopeRecord task = SharedStore.open(owner, Scope.task("a"));
    final List<Entry.Assert> entries =
            Stream.of("x", "y", "z").map(text -> says(task, text)).toList();

    static StatementVector vector(Entry.Assert of, String speaker) {
        return new StatementVector(of.id(), speaker, "m", new float[] {0.6f, -0.8f});
    }

    static List<Long> firstAnd(int others) {
        return LongStream.concat(LongStream.of(1), LongStream.rangeClosed(11, 10 + others))
                .boxed()
                .toList();
    }

    @Test
    void vectorsOfVeryManyStatementsAreAmongThoseOfAll() {
        STORE.commit(direct(task, entries.toArray(Entry.Action[]::new)));
        StatementVector first = vector(entries.get(0), "");
        StatementVector spoken = vector(entries.get(0), "Ann \0");
        StatementVector second = vector(entries.get(1), "");
        STORE.keepVectors(task.id(), 3, List.of(first, spoken, second));

        assertThat(STORE.readVectors(task.id(), firstAnd(MOST_NAMED - 1), "m"))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrder(first, spoken);
        assertThat(STORE.readVectors(task.id(), firstAnd(MOST_NAMED), "m"))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrder(first, spoken, second);
    }

    @Test
    void theVectorsAfterAPositionAreThoseOfItsAssertions() {
        STORE.commit(direct(task, entries.get(0), entries.get(1)));
        STORE.commit(direct(task, entries.get(2)));
        List<StatementVector> vectors = entries.stream()
                .flatMap(entry -> Stream.of(vector(entry, ""), vector(entry, "Ann \0")))
                .toList();
        STORE.keepVectors(task.id(), 3, vectors);

        MemoryStore.Tail tail = STORE.readBeyond(task.id(), 1, "m");
        MemoryStore.Tail news = STORE.positionsOf(owner, List.of(), Map.of(task.id(), 1L), "m")
                .orElseThrow()
                .news()
                .get(task.id());

        assertThat(tail.vectors())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrderElementsOf(vectors.subList(2, 6));
        assertThat(news).usingRecursiveComparison().ignoringCollectionOrder().isEqualTo(tail);
    }
}
