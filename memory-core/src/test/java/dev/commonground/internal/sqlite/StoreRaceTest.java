package dev.commonground.internal.sqlite;

import static dev.commonground.store.MemoryStoreContract.OWNER;
import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;

import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.ScopeRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the writer's queue and the readers' pool on a real file with Lincheck's stress mode. Its model checker cannot
 * analyse SQLite.
 */
@Tag("race")
public class StoreRaceTest {

    @TempDir
    static Path folder;

    private final SqliteStore store;
    private final ScopeRecord scope;

    public StoreRaceTest() throws java.io.IOException {
        this.store = SqliteStore.open(Files.createTempFile(folder, "memory", ".db"));
        this.scope = store.open(OWNER, List.of(Scope.task("a"))).get(0);
    }

    @Operation
    public long append() {
        Commit.Receipt receipt = store.commit(direct(scope, says(scope, "x")));
        return receipt.scopes().values().iterator().next().position();
    }

    @Operation
    public int read() {
        return store.readBeyond(scope.id(), 0, "").entries().size();
    }

    @Test
    void writesAreSerializedAndVisibleToReaders() {
        new StressOptions()
                .iterations(4)
                .invocationsPerIteration(25)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .check(getClass());
    }
}
