package dev.commonground;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The hunt for private memories on SQLite. */
class AudienceHuntTest implements AudienceHuntContract {

    @TempDir
    Path folder;

    @Override
    public SharedMemory.Builder newMemory() {
        return SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly();
    }
}
