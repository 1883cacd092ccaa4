package dev.commonground;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The hunt for private memories with vectors, on SQLite. */
@Tag("repeated")
class AudienceHuntByMeaningTest implements AudienceHuntContract {

    @TempDir
    Path folder;

    @Override
    public SharedMemory.Builder newMemory() {
        return SharedMemory.builder(folder.resolve("memory.db")).embeddings(SecretTexts.MODEL);
    }

    @Override
    public int writes() {
        return Proofs.times(40, 120);
    }
}
