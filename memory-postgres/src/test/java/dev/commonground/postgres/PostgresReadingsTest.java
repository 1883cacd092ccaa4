package dev.commonground.postgres;

import static dev.commonground.postgres.SharedStore.STORE;
import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.Entry;
import dev.commonground.store.ReadLedger;
import dev.commonground.store.ScopeRecord;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bound of the ledger, what was erased before a reading is stored, and a scope that is gone. */
class PostgresReadingsTest {

    static final Author READER = Author.agent("writer");

    final String owner = SharedStore.newOwner();
    final ReadLedger ledger = STORE.readLedger().orElseThrow();
    final ScopeRecord task = SharedStore.open(owner, Scope.task("a"));

    static Reading reading(@Nullable MemoryId memory, int second) {
        return new Reading(
                memory, READER, "a \0", null, "thread " + second, second % 2 == 0 ? null : "run", at(second));
    }

    static Instant at(int second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    static List<Reading> readings(@Nullable MemoryId memory, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> reading(memory, i)).toList();
    }

    @Test
    void theNewestReadingsStay() {
        MemoryId memory = says(task, "one").id();

        ledger.add(task.id(), 0, readings(memory, 0, 2), 3);
        assertThat(ledger.of(task.id(), memory)).isEqualTo(readings(memory, 0, 2));

        ledger.add(task.id(), 0, readings(memory, 2, 4), 3);
        assertThat(ledger.of(task.id(), memory)).isEqualTo(readings(memory, 1, 4));

        ledger.add(task.id(), 0, readings(memory, 4, 9), 3);
        assertThat(ledger.by(task.id(), READER)).isEqualTo(readings(memory, 6, 9));
    }

    @Test
    void aReadingOfWhatWasErasedMeanwhileNamesNoMemory() {
        Entry.Assert gone = says(task, "gone");
        Entry.Assert kept = says(task, "kept");
        STORE.commit(direct(task, gone, kept));
        STORE.commit(direct(task, new Entry.Erase(gone.id(), READER, Instant.EPOCH)));

        ledger.add(task.id(), 2, List.of(reading(gone.id(), 1), reading(kept.id(), 2), reading(null, 3)), 9);

        assertThat(ledger.by(task.id(), READER))
                .containsExactly(reading(null, 1), reading(kept.id(), 2), reading(null, 3));
        assertThat(ledger.of("nobody", kept.id())).isEmpty();
    }

    @Test
    void aScopeThatIsGoneHasNoReadings() {
        ledger.add("nobody", 0, readings(null, 0, 2), 3);

        assertThat(ledger.by("nobody", READER)).isEmpty();
    }
}
