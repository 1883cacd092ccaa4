package dev.commonground;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.store.MemoryStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadLedgerTest implements ReadLedgerContract {

    @TempDir
    Path folder;

    @Override
    public MemoryStore newStore() {
        return SqliteStore.open(folder.resolve("memory.db"));
    }

    @Override
    public MemoryStore sameStoreAgain() {
        return newStore();
    }

    @Test
    void aStoreWithoutALedgerIsRefused() {
        assertThatThrownBy(() ->
                        SharedMemory.builder(new StubStore()).readLedger(10).open())
                .hasMessage(
                        "This store has no ledger of readings: leave out readLedger(...), or use a SQLite file or PostgreSQL");
    }
}
