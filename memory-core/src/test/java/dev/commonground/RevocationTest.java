package dev.commonground;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.store.MemoryStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RevocationTest implements RevocationContract {

    @TempDir
    Path folder;

    @Override
    public MemoryStore newStore() {
        return SqliteStore.open(folder.resolve("memory.db"));
    }
}
