package dev.commonground.sqlite;

import static dev.commonground.log.MemoryStoreContract.OWNER;
import static dev.commonground.log.MemoryStoreContract.direct;
import static dev.commonground.log.MemoryStoreContract.says;

import dev.commonground.log.Commit;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The writer's queue and the readers' pool of a real file under Lincheck's stress: its model checker cannot look into
 * SQLite.
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
    void writesComeOneAfterTheOtherAndReadersSeeThem() {
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
