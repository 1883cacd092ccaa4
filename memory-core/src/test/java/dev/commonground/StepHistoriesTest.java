package dev.commonground;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class StepHistoriesTest implements StepHistoriesContract {

    @TempDir
    Path folder;

    @Override
    public SharedMemory open() {
        return SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
    }
}
