package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.commonground.store.MemoryStoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {

    @TempDir
    Path folder;

    @Test
    void ofAFileOpensIt() {
        Path file = folder.resolve("memory.db");
        try (SharedMemory memory = SharedMemory.open(file.toString())) {
            memory.task("q3").agent("writer").remember("Ada likes tea");
        }
        try (SharedMemory memory = SharedMemory.open(file)) {
            assertThat(memory.task("q3").agent("editor").list())
                    .singleElement()
                    .hasToString("FINDING: Ada likes tea (writer; task q3; live)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://ann:secret@host/db, jdbc:postgresql://",
        "postgres://host/db, jdbc:postgresql://",
        "mysql://host/db, jdbc:mysql://",
    })
    void ofAnotherUrlIsRefusedWithoutItsPassword(String location, String right) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedMemory.open(location))
                .withMessageContaining("pass " + right)
                .withMessageNotContaining("secret");
    }

    @Test
    void ofADatabaseWithoutAStoreNamesTheModule() {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> SharedMemory.open("jdbc:postgresql://host/db"))
                .withMessageContaining("add memory-postgres");
    }
}
